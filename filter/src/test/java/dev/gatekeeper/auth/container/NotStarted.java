package dev.gatekeeper.auth.container;

/** Stands for a container until there is one. */
record NotStarted() implements EmbeddedContainer {

  @Override
  public int port() {
    throw new IllegalStateException("deploy first");
  }

  @Override
  public void close() {}
}
