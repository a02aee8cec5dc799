package ai.returning.routes.sync.source.file;

import static ai.returning.routes.sync.source.RowSourceContract.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RowStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a CSV file may be, and what becomes of one that is not. */
class CsvFilesIT {
    private static final String TWO = "email,city\na@x.org,Graz\nb@x.org,Wien\n";

    private Folder folder = new Folder(Path.of(""));

    @BeforeEach
    void open(@TempDir Path temp) {
        folder = new Folder(temp);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    // --- what it reads ---

    @Test
    void readsQuotesBreaksAndEmptyCells() {
        folder.file("a.csv", "email,city,note\r\na@x.org,\"Graz, \"\"old\"\"\",\"two\nlines\"\r\nb@x.org,,\"\"");
        assertThat(folder.take("email", "city"))
                .containsExactly("a@x.org\tGraz, \"old\"\ttwo\\nlines", "b@x.org\t\\N\t");
    }

    @Test
    void skipsTheMarkOfItsOwnEncoding() {
        folder.file("a.csv", "\uFEFFemail,city\nzoë@x.org,Zürich 😀\n");
        assertThat(folder.take("email")).containsExactly("zoë@x.org\tZürich 😀");
    }

    @Test
    void readsOtherEncodingsAndDelimiters() {
        folder.encoding(Charset.forName("windows-1252")).delimiter(';');
        folder.file("a.csv", "email;city\nz@x.org;Zürich €\n".getBytes(Charset.forName("windows-1252")), HOUR);
        assertThat(folder.take("email")).containsExactly("z@x.org\tZürich €");
        folder.encoding(StandardCharsets.UTF_16).delimiter('\t');
        folder.file("b.csv", "email\tcity\nz@x.org\tZürich\n".getBytes(StandardCharsets.UTF_16), HOUR);
        assertThat(folder.take("email")).containsExactly("z@x.org\tZürich");
    }

    @Test
    void keepsRaggedRowsApartSoThatTheMappingCanRefuseThem() {
        folder.file("a.csv", "email,city\na@x.org\nb@x.org,Wien,more\n\nc@x.org,Graz\n");
        assertThat(folder.take("email")).containsExactly("a@x.org", "b@x.org\tWien\tmore", "c@x.org\tGraz");
    }

    @Test
    void readsTextBeyondOneBlock() {
        String wide = "ü😀x".repeat(20_000);
        folder.longestLine(1_000_000);
        folder.file("a.csv", "email,city\na@x.org," + wide + "\n");
        assertThat(folder.take("email")).containsExactly("a@x.org\t" + wide);
    }

    // --- which file it takes ---

    @Test
    void takesTheOldestFirstAndPutsItInTheArchive() {
        folder.file("new.csv", "email\nnew@x.org\n".getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(1));
        folder.file("old.csv", "email\nold@x.org\n".getBytes(StandardCharsets.UTF_8), HOUR);
        assertThat(folder.take("email")).containsExactly("old@x.org");
        assertThat(folder.in("archive")).containsExactly("20260301T020000000-old.csv");
        assertThat(folder.take("email")).containsExactly("new@x.org");
        assertThat(folder.take("email")).isEmpty();
        assertThat(folder.in("")).isEmpty();
    }

    @Test
    void waitsUntilAFileIsQuiet() {
        folder.file("a.csv", TWO.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(9));
        assertThat(folder.take("email")).isEmpty();
        folder.file("a.csv", TWO.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(10));
        assertThat(folder.take("email")).hasSize(2);
    }

    @Test
    void waitsForTheMarkerWhereThereIsOne() {
        folder.marker(".done");
        folder.file("a.csv", TWO);
        assertThat(folder.take("email")).isEmpty();
        folder.file("a.csv.done", "");
        assertThat(folder.take("email")).hasSize(2);
        assertThat(folder.in("")).isEmpty();
    }

    @Test
    void takesTheSameContentOnce() {
        folder.file("monday.csv", TWO);
        assertThat(folder.take("email")).hasSize(2);
        folder.file("tuesday.csv", TWO);
        assertThat(folder.take("email")).isEmpty();
        assertThat(folder.in("archive"))
                .containsExactly("20260301T020000000-monday.csv", "20260301T020000000-tuesday.csv");
    }

    @Test
    void takesTheSameContentAgainWhereItIsAskedTo() {
        folder.repeating().file("monday.csv", TWO);
        assertThat(folder.take("email")).hasSize(2);
        folder.file("tuesday.csv", TWO);
        assertThat(folder.take("email")).hasSize(2);
    }

    @Test
    void leavesAFileThatNoRunHasSettled() {
        folder.file("a.csv", TWO);
        try (RowStream stream = folder.open("email")) {
            assertThat(read(stream)).hasSize(2);
        }
        assertThat(folder.in("")).containsExactly("a.csv");
        assertThat(folder.take("email")).hasSize(2);
    }

    @Test
    void isNoListOfAllRows() {
        folder.file("a.csv", TWO);
        try (RowStream stream = folder.open("email")) {
            assertThat(stream.showsAll()).isFalse();
        }
    }

    // --- what it refuses ---

    @Test
    void refusesAnotherEncodingAndSaysWhere() throws IOException {
        folder.file("a.csv", "email,city\nz@x.org,Zürich\n".getBytes(StandardCharsets.ISO_8859_1), HOUR);
        refuses(ErrorCode.FILE_ENCODING, "a.csv is not UTF-8: byte 21", "sources.inbox.file.encoding");
        assertThat(folder.in("errors"))
                .containsExactly("20260301T020000000-a.csv", "20260301T020000000-a.csv.error.txt");
        assertThat(folder.text("errors", "20260301T020000000-a.csv.error.txt")).startsWith("RAI-3040 a.csv is not");
    }

    @Test
    void refusesTheMarkOfAnotherEncodingAndTextWithZeroBytes() {
        folder.file("a.csv", "\uFEFFemail\n".getBytes(StandardCharsets.UTF_16LE), HOUR);
        refuses(ErrorCode.FILE_ENCODING, "starts with the mark of UTF-16LE");
        folder.file("b.csv", "email\n".getBytes(StandardCharsets.UTF_16LE), HOUR);
        refuses(ErrorCode.FILE_ENCODING, "holds a zero byte at 2");
    }

    @Test
    void namesTheDelimiterThatWouldFit() {
        folder.file("a.csv", "email;city\na@x.org;Graz\n");
        refuses(ErrorCode.FILE_FORM, "is delimited by ';'", "is ','");
    }

    @Test
    void refusesAHeaderWithoutAColumnOfTheMapping() {
        folder.file("a.csv", "e-mail,city\na@x.org,Graz\n");
        refuses(ErrorCode.SOURCE_COLUMN_MISSING, "no column 'email'", "e-mail");
        folder.file("b.csv", "email,city,EMAIL\na@x.org,Graz,b\n");
        refuses(ErrorCode.FILE_FORM, "names the column 'email' twice");
        folder.file("c.csv", "");
        refuses(ErrorCode.FILE_FORM, "c.csv is empty");
    }

    @Test
    void refusesAnEndlessLine() {
        folder.file("a.csv", "email,city\na@x.org," + "x".repeat(200_000) + "\n");
        refuses(ErrorCode.FILE_LINE_TOO_LONG, "after line", "more than 10000 characters", "longest-line");
        folder.file("b.csv", "email,city\n" + "a,".repeat(30_000));
        refuses(ErrorCode.FILE_LINE_TOO_LONG, "longest-line");
    }

    @Test
    void refusesAQuoteThatSwallowsTheRowsBehindIt() {
        folder.file("a.csv", "email,city\na@x.org,\"Graz\nb@x.org,Wien\nc@x.org,Linz\n");
        refuses(ErrorCode.FILE_FORM, "a quote in the row of line 2");
        folder.file("b.csv", "email,city\n\"a@x.org,Graz\nb@x.org,Wien\n");
        refuses(ErrorCode.FILE_FORM, "a quote in the row of line 2");
        folder.file("c.csv", "email,city\na@x.org,\"Graz\" old\nb@x.org,Wien\n");
        refuses(ErrorCode.FILE_FORM, "text behind a closing quote near line");
    }

    @Test
    void doesNotLetARefusedFileBlockTheNext() {
        folder.file("a.csv", "email\n".getBytes(StandardCharsets.UTF_16LE), HOUR.plusMinutes(5));
        folder.file("b.csv", TWO);
        refuses(ErrorCode.FILE_ENCODING, "zero byte");
        assertThat(folder.take("email")).hasSize(2);
    }

    @Test
    void saysBothWhenAFileCannotBeReadAndCannotBeMoved() {
        folder.file("a.csv", "mail\nx\n");
        folder.file("errors", "a file where the folder should be");
        assertThatThrownBy(() -> folder.take("email")).satisfies(e -> {
            assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_COLUMN_MISSING);
            assertThat(e).hasMessageContainingAll("no column 'email'", "could not be put with the errors", "errors");
        });
        assertThat(folder.in("")).contains("a.csv");
    }

    // --- what happens to it meanwhile ---

    @Test
    void stopsAtAFileThatIsWrittenToWhileItIsRead() throws IOException {
        Path file = folder.file("a.csv", TWO);
        try (RowStream stream = folder.open("email")) {
            Files.writeString(file, "c@x.org,Linz\n", StandardOpenOption.APPEND);
            // Whether the end was read before or after the change, the look behind it sees the change.
            RaiException changed = failure(stream);
            if (changed != null) {
                assertThat(changed.code()).isEqualTo(ErrorCode.FILE_CHANGED);
                assertThat(changed).hasMessageContaining("was written to while it was read");
            } else {
                stream.settled("run-1");
            }
        }
        assertThat(folder.in("")).containsExactly("a.csv");
        assertThat(folder.in("archive")).isEmpty();
    }

    @Test
    void leavesAFileThatTookThePlaceOfTheOneItRead() throws IOException {
        Path file = folder.file("a.csv", TWO);
        try (RowStream stream = folder.open("email")) {
            Path other = folder.file("other.tmp", "email,city\nc@x.org,Linz\n");
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            assertThat(read(stream)).hasSize(2);
            stream.settled("run-1");
        }
        assertThat(folder.in("archive")).isEmpty();
        assertThat(folder.take("email")).containsExactly("c@x.org\tLinz");
    }

    @Test
    void saysThatTheFolderIsNotThere(@TempDir Path temp) {
        try (Folder missing = new Folder(temp.resolve("nowhere"))) {
            assertThatThrownBy(() -> missing.open("email")).satisfies(e -> {
                assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.FOLDER_UNUSABLE);
                assertThat(e).hasMessageContainingAll("nowhere cannot be listed", "sources.inbox.file.folder");
            });
        }
    }

    private static final Duration HOUR = Duration.ofHours(1);

    private void refuses(ErrorCode code, String... parts) {
        assertThatThrownBy(() -> folder.take("email")).satisfies(e -> {
            assertThat(e).hasMessageContainingAll(parts).hasMessageContaining("It is now ");
            assertThat(((RaiException) e).code()).isEqualTo(code);
        });
    }

    private static @org.jspecify.annotations.Nullable RaiException failure(RowStream stream) {
        try {
            List<String> rows = read(stream);
            assertThat(rows).hasSizeGreaterThanOrEqualTo(2);
            return null;
        } catch (RaiException e) {
            return e;
        }
    }
}
