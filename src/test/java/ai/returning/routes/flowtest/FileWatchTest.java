package ai.returning.routes.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FileWatchTest {
    @TempDir
    Path folder;

    @Test
    void seesFilesWrittenRenamedAndInNewFolders() throws Exception {
        Path first = folder.resolve("a.camel.yaml");
        Files.writeString(first, "one");
        try (FileWatch watch = new FileWatch(List.of(folder, folder.resolve("missing")))) {
            Files.writeString(first, "two");
            assertThat(watch.changes()).containsExactly(first);

            Path passing = Files.writeString(folder.resolve(".a.camel.yaml.swp"), "three");
            Files.move(passing, first, StandardCopyOption.REPLACE_EXISTING);
            assertThat(watch.changes()).containsExactly(first);

            Path below = Files.createDirectory(folder.resolve("new")).resolve("b.sql");
            Files.writeString(below, "select 1");
            assertThat(watch.changes()).contains(below);

            Files.delete(below);
            assertThat(watch.changes()).containsExactly(below);
        }
    }

    @Test
    void seesInputsOfAnyKindAndAFolderThatIsMovedAway(@TempDir Path elsewhere) throws Exception {
        Path flow = Files.createDirectory(folder.resolve("flow"));
        Path input = flow.resolve("orders.csv");
        try (FileWatch watch = new FileWatch(List.of(folder))) {
            Files.writeString(input, "a;b");
            assertThat(watch.changes()).containsExactly(input);

            Files.move(flow, elsewhere.resolve("flow"));
            assertThat(watch.changes()).containsExactly(flow);
        }
    }

    @Test
    void seesNoPassingFilesOfEditors() throws Exception {
        Path last = folder.resolve("a.txt");
        try (FileWatch watch = new FileWatch(List.of(folder))) {
            for (String name : List.of(".a.swp", "a.yaml~", "#a.yaml#", "a.yaml.tmp", "4913")) {
                Files.writeString(folder.resolve(name), "passing");
            }
            Files.writeString(last, "stays");

            assertThat(watch.changes()).containsExactly(last);
        }
    }

    @Test
    void endsWhenItIsClosed() throws Exception {
        FileWatch watch = new FileWatch(List.of(folder));
        watch.close();

        assertThat(watch.changes()).isEqualTo(Set.of());
    }
}
