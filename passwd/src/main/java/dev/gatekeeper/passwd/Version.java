package dev.gatekeeper.passwd;

import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar's manifest has. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Passwd.class.getPackage().getImplementationVersion();
    return new String[] {Passwd.NAME + " " + (version == null ? "(not built)" : version)};
  }
}
