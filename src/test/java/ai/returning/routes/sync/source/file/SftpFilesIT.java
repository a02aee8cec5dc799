package ai.returning.routes.sync.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowSourceContract;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpFilesIT extends RowSourceContract {
    private static final String TWO = "email,city\na@x.org,Graz\nb@x.org,Wien\n";

    @TempDir
    Path temp;

    private Folder folder = new Folder(Path.of(""));
    private SftpServer server;

    @BeforeEach
    void open() throws IOException {
        folder = new Folder(Files.createDirectories(temp.resolve("root/inbox")));
        server = new SftpServer(temp.resolve("root"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        folder.close();
    }

    @Override
    protected RowSource holding(int rows) {
        StringBuilder text = new StringBuilder("email,city\n");
        for (int i = 1; i <= rows; i++) {
            text.append("user").append(i).append("@mail.example.org,Graz\n");
        }
        folder.file("customers.csv", text.toString());
        return source(settings());
    }

    @Override
    protected SourceRequest request(int rows, long limit, int batchRows) {
        return new SourceRequest("import-file", "", List.of("email"), limit, batchRows);
    }

    @Test
    void takesAFilePutsItInTheArchiveAndLeavesNoCopy() throws IOException {
        folder.file("a.csv", TWO);
        assertThat(take(settings())).containsExactly("a@x.org\tGraz", "b@x.org\tWien");
        assertThat(folder.in("")).isEmpty();
        assertThat(folder.in("archive")).containsExactly("20260301T020000000-a.csv");
        assertThat(copies()).isEmpty();
        folder.file("again.csv", TWO);
        assertThat(take(settings())).isEmpty();
    }

    @Test
    void putsAFileThatCannotBeReadWithTheErrors() throws IOException {
        folder.file("a.csv", "mail\nx\n");
        assertThatThrownBy(() -> take(settings())).hasMessageContaining("It is now /inbox/errors/2026");
        assertThat(folder.in("errors"))
                .containsExactly("20260301T020000000-a.csv", "20260301T020000000-a.csv.error.txt");
        assertThat(copies()).isEmpty();
    }

    @Test
    void goesOnWhereTheServerBrokeOff() {
        folder.file("a.csv", "email,city\n" + "a@x.org,Graz\n".repeat(100_000));
        server.dropAfter(500_000, 2);
        assertThat(take(settings())).hasSize(100_000);
    }

    @Test
    void keepsWhatHasArrivedForTheNextRun() throws IOException {
        folder.file("a.csv", "email,city\n" + "a@x.org,Graz\n".repeat(100_000));
        server.dropAfter(1_200_000, 1_000);
        assertThatThrownBy(() -> take(settings())).satisfies(e -> {
            assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            assertThat(e).hasMessageContainingAll("broke off after", "of 1300011 bytes of a.csv", "3 attempts");
        });
        assertThat(folder.in("")).containsExactly("a.csv");
        assertThat(copies()).hasSize(1);
        assertThat(Files.size(copies().get(0))).isPositive().isLessThan(1_300_011);
        server.dropAfter(0, 0);
        assertThat(take(settings())).hasSize(100_000);
        assertThat(copies()).isEmpty();
    }

    @Test
    void talksToNoOtherServerAndNamesItsKey() {
        SftpSettings right = server.settings(staging());
        assertThatThrownBy(() -> take(with(right, "right", "SHA256:other"))).satisfies(e -> {
            assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_REFUSED);
            assertThat(e).hasMessageContainingAll(right.hostKey(), "is 'SHA256:other'", "sftp.host-key");
        });
    }

    @Test
    void saysThatTheLoginIsRefused() {
        assertThatThrownBy(() -> take(with(settings(), "wrong", settings().hostKey())))
                .satisfies(e -> {
                    assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_REFUSED);
                    assertThat(e).hasMessageContaining("refuses user crm").hasMessageNotContaining("wrong");
                });
    }

    @Test
    void saysThatTheServerCannotBeReached() throws IOException {
        SftpSettings gone = settings();
        server.close();
        assertThatThrownBy(() -> take(gone)).satisfies(e -> {
            assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            assertThat(e).hasMessageContaining("cannot be reached");
        });
    }

    private List<String> take(SftpSettings settings) {
        try (RowSource source = source(settings);
                RowStream stream = source.open(request(0, 0, 1_000))) {
            List<String> rows = read(stream);
            stream.settled("run-1");
            return rows;
        }
    }

    private RowSource source(SftpSettings settings) {
        FileSettings local = folder.settings();
        FileSettings remote = new FileSettings(
                local.name(),
                local.format(),
                "/inbox",
                local.pattern(),
                local.marker(),
                local.quiet(),
                local.archive(),
                local.errors(),
                local.repeatSameContent(),
                local.text());
        return FileRowSource.sftp(remote, settings, folder.store(), folder.clock());
    }

    private SftpSettings settings() {
        return server.settings(staging());
    }

    private static SftpSettings with(SftpSettings right, String password, String hostKey) {
        return new SftpSettings(
                right.host(),
                right.port(),
                right.user(),
                password,
                "",
                hostKey,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                3,
                right.staging());
    }

    private Path staging() {
        return temp.resolve("staging");
    }

    private List<Path> copies() throws IOException {
        if (!Files.isDirectory(staging())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(staging())) {
            return files.toList();
        }
    }
}
