package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkUpdateIT {
    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) {
        tenant = new Tenant(folder);
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void queuesAFileWithTheDocumentedAnswerWhichNamesNoJob() throws Exception {
        Tenant.Reply reply = tenant.upload("email,coins\r\nu1@example.org,7\r\n");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.basis()).isEqualTo("documented");
        assertThat(reply.json().toString())
                .isEqualTo("{\"status\":\"success\",\"message\":\"Bulk update user process is queued\",\"data\":{"
                        + "\"message\":\"Queued. Progress is shown in the API Log of the community settings\"}}");
        assertThat(tenant.jobDone().state()).isEqualTo("completed");
        assertThat(tenant.value("u1@example.org", "coins")).isEqualTo("7");
    }

    @Test
    void appliesAddSubtractAndOverwrite() throws Exception {
        tenant.upload("email,coins_op,coins,xp_op,xp,lifetime-deposit,member-tier\n"
                + "u1@example.org,add,15,subtract,10,12.50,gold\n"
                + "u2@EXAMPLE.org,subtract,2,overwrite,9,-1.5,\n");
        assertThat(tenant.jobDone().success()).isEqualTo(2);
        assertThat(tenant.emulator.users().find("u1@example.org").orElseThrow().values())
                .containsAllEntriesOf(
                        Map.of("coins", "55", "xp", "300", "lifetime-deposit", "12.50", "member-tier", "gold"));
        assertThat(tenant.emulator.users().find("u2@example.org").orElseThrow().values())
                .containsAllEntriesOf(Map.of("coins", "0", "xp", "9", "lifetime-deposit", "-1.5"));
    }

    @Test
    void failsBadRowsAloneAndNamesThem() throws Exception {
        tenant.upload("email,coins_op,coins,lifetime-deposit,last-login\r\n"
                + "u1@example.org,add,1,1,2026-01-31\r\n" // 2: fine
                + "nobody@example.org,add,1,,\r\n" // 3
                + "u2@example.org,ADD,1,,\r\n" // 4
                + "u2@example.org,add,1.5,,\r\n" // 5
                + "u2@example.org,subtract,999,7,\r\n" // 6
                + "u2@example.org,add,1\r\n" // 7
                + ",add,1,,\r\n" // 8
                + "u2@example.org,add,,,\r\n" // 9
                + "u2@example.org,,1,,\r\n" // 10
                + "u2@example.org,add,-1,,\r\n" // 11
                + "u2@example.org,,,\"1,000\",\r\n" // 12
                + "u2@example.org,,,1e3,\r\n" // 13
                + "u2@example.org,,,,31/01/2026\r\n" // 14
                + "u2@example.org,,,,2026-02-30\r\n"); // 15
        assertThat(tenant.failures())
                .containsExactlyEntriesOf(new java.util.TreeMap<>(Map.ofEntries(
                        Map.entry(3, "User not found"),
                        Map.entry(4, "Operator must be add, subtract or overwrite"),
                        Map.entry(5, "Not a number: coins"),
                        Map.entry(6, "Balance would be negative"),
                        Map.entry(7, "Wrong number of cells"),
                        Map.entry(8, "Identifier is empty"),
                        Map.entry(9, "Not a number: coins"),
                        Map.entry(10, "Operator must be add, subtract or overwrite"),
                        Map.entry(11, "Not a number: coins"),
                        Map.entry(12, "Not a number: lifetime-deposit"),
                        Map.entry(13, "Not a number: lifetime-deposit"),
                        Map.entry(14, "Not a date: last-login"),
                        Map.entry(15, "Not a date: last-login"))));
        assertThat(tenant.jobDone().state()).isEqualTo("completed");
        assertThat(tenant.jobDone().failed()).isEqualTo(13);
        assertThat(tenant.value("u2@example.org", "coins")).isEqualTo("2");
        assertThat(tenant.value("u2@example.org", "lifetime-deposit")).isNull();
    }

    @Test
    void appliesTheSameUserTwiceInFileOrder() throws Exception {
        tenant.upload("email,note\r\nu1@example.org,first\r\nU1@example.org,second\r\n");
        assertThat(tenant.jobDone().success()).isEqualTo(2);
        assertThat(tenant.emulator.applied().of("u1@example.org"))
                .extracting(AppliedChange::oldValue, AppliedChange::newValue)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(null, "first"),
                        org.assertj.core.groups.Tuple.tuple("first", "second"));
    }

    @Test
    void leavesAnEmptyCellAloneAndCallsTheRowUnchanged() throws Exception {
        tenant.upload("email,member-tier\r\nu1@example.org,\r\nu3@example.org,gold\r\n");
        String id = tenant.jobDone().id();
        assertThat(tenant.value("u1@example.org", "member-tier")).isEqualTo("silver");
        assertThat(tenant.get("integration", "/users/bulk-update/" + id + "/details")
                        .json()
                        .at("/data/rows")
                        .toString())
                .isEqualTo("[{\"row\":2,\"identifier\":\"u1@example.org\",\"status\":\"unchanged\"},"
                        + "{\"row\":3,\"identifier\":\"u3@example.org\",\"status\":\"updated\"}]");
    }

    @Test
    void keepsHostileTextsExactly() throws Exception {
        String[] hostile = {
            "say \"hi\", then go",
            "line one\r\nline two\nline three",
            "x\r\nu2@example.org,owned\r\n",
            "=HYPERLINK(\"http://example.org\")",
            "+1",
            "-1",
            "@sum",
            "\t tab ",
            " spaces ",
            "\uFEFFmark",
            "naïve ☃ 😀",
            "\"",
            "\"\"",
            "'; drop table users; --"
        };
        for (String text : hostile) {
            tenant.upload("\uFEFFemail,note\r\nu1@example.org," + CsvText.cell(text) + "\r\n");
            assertThat(tenant.jobDone().failed()).isZero();
            assertThat(tenant.value("u1@example.org", "note")).isEqualTo(text);
        }
        assertThat(tenant.value("u2@example.org", "note")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email,nope~u1@example.org,1~ | Unknown column: nope",
                "email,coins,coins~u1@example.org,1,1~ | Column appears twice: coins",
                "coins~1~ | No identifier column: one of email, userId, username",
                "email,username~u1@example.org,x~ | More than one identifier column: email, username",
                "email,coins_op~u1@example.org,add~ | Operator column must stand directly before its field: coins_op",
                "email,coins,coins_op~u1@example.org,1,add~ | Operator column must stand directly before its field: coins_op",
                "email,note_op,note~u1@example.org,overwrite,x~ | Column has no operator: note",
                "email,note~ | File has no rows",
                "email,note~u1@example.org,\"open~ | CSV record 2 has a quote that is not closed",
                "email,note~u1@example.org,\"a\"b~ | CSV record 2 has text after a closing quote",
                "email,note~u1@example.org,a\"b~ | CSV record 2 has a quote inside an unquoted cell",
            })
    void refusesTheWholeFile(String file, String message) throws Exception {
        Tenant.Reply reply = tenant.upload(file.strip().replace("~", "\r\n"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.basis()).isEqualTo("assumed");
        assertThat(reply.json().at("/status").asText()).isEqualTo("error");
        assertThat(reply.json().at("/message").asText()).isEqualTo(message);
        assertThat(tenant.emulator.jobs()).isEmpty();
    }

    @Test
    void refusesALoneCarriageReturnAndBytesThatAreNotUtf8() throws Exception {
        assertThat(tenant.upload("email,note\ru1@example.org,x\r").status()).isEqualTo(400);
        byte[] latin = "email,note\r\nu1@example.org,\u00fc\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(tenant.send(tenant.uploadRequest("a.csv", latin).build())
                        .json()
                        .at("/message")
                        .asText())
                .isEqualTo("File is not UTF-8 text");
    }

    @Test
    void refusesAMissingPartAndAnotherBody() throws Exception {
        assertThat(tenant.upload("").json().at("/message").asText()).isEqualTo("Part data is missing or empty");
        assertThat(tenant.post("integration", "/users/bulk-update", "{}").status())
                .isEqualTo(400);
        HttpRequest torn = tenant.request("integration", "/users/bulk-update")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "--x\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\nemail"))
                .build();
        assertThat(tenant.send(torn).status()).isEqualTo(400);
    }

    @Test
    void refusesFilesAboveTheLimits() throws Exception {
        tenant.emulator.knobs().maxRows(2).maxBytes(200);
        assertThat(tenant.upload("email\r\na\r\nb\r\nc\r\n")
                        .json()
                        .at("/message")
                        .asText())
                .isEqualTo("File has more than 2 rows");
        assertThat(tenant.upload("email\r\n" + "a".repeat(300))
                        .json()
                        .at("/message")
                        .asText())
                .isEqualTo("File has more than 200 bytes");
        assertThat(tenant.upload("email\r\n" + "a".repeat(300_000)).status()).isEqualTo(400);
        assertThat(tenant.emulator.jobs()).isEmpty();
    }

    @Test
    void findsUsersByShortIdAndUsername() throws Exception {
        UserView user = tenant.emulator.users().find("u1@example.org").orElseThrow();
        tenant.upload("userId,note\r\n" + user.userId() + ",by id\r\n");
        assertThat(tenant.jobDone().failed()).isZero();
        assertThat(tenant.value("u1@example.org", "note")).isEqualTo("by id");
        tenant.upload("username,note\r\n" + user.username() + ",by name\r\n");
        assertThat(tenant.jobDone().failed()).isZero();
        assertThat(tenant.value("u1@example.org", "note")).isEqualTo("by name");
    }

    @Test
    void takesAFileInChunksAndAClientThatWaitsToContinue() throws Exception {
        byte[] csv = ("email,note\r\n" + "u1@example.org,x\r\n".repeat(5000)).getBytes(StandardCharsets.UTF_8);
        HttpRequest request =
                tenant.uploadRequest("big.csv", csv).expectContinue(true).build();
        assertThat(tenant.send(request).status()).isEqualTo(200);
        assertThat(tenant.jobDone().processed()).isEqualTo(5000);
        HttpRequest chunked = tenant.request("integration", "/users/bulk-update")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(
                        "--x\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\nemail,note\r\nu1@example.org,c\r\n--x--"
                                .getBytes(StandardCharsets.UTF_8))))
                .build();
        assertThat(tenant.send(chunked).status()).isEqualTo(200);
        assertThat(tenant.jobDone().total()).isEqualTo(1);
        assertThat(tenant.value("u1@example.org", "note")).isEqualTo("c");
    }
}
