package dev.gatekeeper.auth.realm;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Puts a file of a new content in the place of one, or of none: whole or not at all. */
final class Replacement {

  /** Fills the draft, while its name is nobody's. */
  @FunctionalInterface
  private interface Preparation {
    void prepare(Path draft) throws IOException;
  }

  private Replacement() {}

  static void create(Path file, byte[] content) throws IOException {
    put(file, content, FileRights.ofNewFile(file), draft -> {});
  }

  static void replace(Path file, byte[] content) throws IOException {
    if (!Files.isWritable(file)) {
      // the folder's rights would do, but who may not write a file does not expect to
      throw new AccessDeniedException(file.toString());
    }
    put(file, content, FileRights.ofOwnerAlone(file), draft -> FileRights.copy(file, draft));
  }

  private static void put(
      Path file, byte[] content, FileAttribute<?>[] rights, Preparation preparation)
      throws IOException {
    Path draft = file.resolveSibling(".edited-" + UUID.randomUUID());
    try {
      // made and opened at once, so that nobody can put a link in its place between the two
      try (FileChannel out = FileChannel.open(draft, Set.of(CREATE_NEW, WRITE), rights)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        preparation.prepare(draft);
        out.force(true);
      }
      Files.move(draft, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    sync(Objects.requireNonNull(file.getParent()));
  }

  /** Makes the new name survive a power cut, where folders can be synchronised. */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException e) {
      // not on Windows
    }
  }
}
