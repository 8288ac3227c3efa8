package dev.gatekeeper.auth.realm;

import java.util.ArrayList;
import java.util.List;

/** Collects what a parser finds wrong, as {@code line: sentence}. */
final class FileProblems implements WatchedFile.Problems {

  private final List<String> found = new ArrayList<>();

  @Override
  public void at(int line, String what) {
    found.add(line + ": " + what);
  }

  List<String> found() {
    return found;
  }
}
