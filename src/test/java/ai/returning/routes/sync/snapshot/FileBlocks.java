package ai.returning.routes.sync.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A generation of blocks as files, so that a test's own store takes no heap. */
final class FileBlocks implements BlockReader, BlockWriter {
    private final Path folder;

    FileBlocks(Path folder) {
        this.folder = folder;
    }

    @Override
    public void readAll(BlockConsumer consumer) {
        for (int partition = 0; partition < EntryLayout.PARTITIONS; partition++) {
            if (Files.exists(file(partition))) {
                byte[] block = read(partition);
                consumer.accept(partition, block, block.length);
            }
        }
    }

    @Override
    public void write(int partition, byte[] block, int length) {
        try (var out = Files.newOutputStream(
                file(partition), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(block, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(int partition) {
        try {
            return Files.readAllBytes(file(partition));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int partition) {
        return folder.resolve("block-" + partition);
    }
}
