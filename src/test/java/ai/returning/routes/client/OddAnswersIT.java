package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.KEY;
import static ai.returning.routes.client.Calls.USER;
import static ai.returning.routes.client.Calls.answer;
import static ai.returning.routes.client.Calls.asyncFailure;
import static ai.returning.routes.client.Calls.client;
import static ai.returning.routes.client.Calls.failure;
import static ai.returning.routes.client.Calls.getUserData;
import static ai.returning.routes.client.Calls.limits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.support.ErrorCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers nobody promised: each has a class, a code, and a message that says what to do. */
@Timeout(30)
class OddAnswersIT {

    static Stream<Arguments> oddAnswers() {
        String html = "Content-Type: text/html\r\n";
        return Stream.of(
                odd(
                        200,
                        html,
                        "<!doctype html><title>Log in</title>",
                        FailureKind.UNREADABLE,
                        ErrorCode.CALL_UNREADABLE,
                        "a web page, not JSON",
                        "returning-ai.servers.integration"),
                odd(200, "", "OK", FailureKind.UNREADABLE, ErrorCode.CALL_UNREADABLE, "not JSON"),
                odd(200, "", "", FailureKind.UNREADABLE, ErrorCode.CALL_UNREADABLE, "without a body"),
                odd(
                        200,
                        "",
                        "{\"status\":\"error\",\"message\":\"Too many fields\"}",
                        FailureKind.UNREADABLE,
                        ErrorCode.CALL_SAYS_FAILURE,
                        "envelope tells of a failure",
                        "Too many fields"),
                odd(
                        200,
                        "",
                        "{\"meta\":{\"status\":\"error\",\"statusCode\":400},\"message\":\"no\"}",
                        FailureKind.UNREADABLE,
                        ErrorCode.CALL_SAYS_FAILURE,
                        "saying 'no'"),
                odd(
                        200,
                        "",
                        "{\"result\":{\"xp\":1}}",
                        FailureKind.UNREADABLE,
                        ErrorCode.CALL_UNREADABLE,
                        "envelope integration or application",
                        "returning-ai.operations.getUserData.envelope"),
                odd(
                        404,
                        html,
                        "<pre>Cannot POST /users/info</pre>",
                        FailureKind.NOT_FOUND,
                        ErrorCode.CALL_ROUTE_MISSING,
                        "returning-ai.operations.getUserData.path or .server"),
                odd(
                        404,
                        "",
                        "{\"message\":\"no Route matched with those values\"}",
                        FailureKind.NOT_FOUND,
                        ErrorCode.CALL_ROUTE_MISSING,
                        "no Route matched"),
                odd(
                        404,
                        "",
                        "{\"status\":\"error\",\"message\":\"User not found\"}",
                        FailureKind.NOT_FOUND,
                        ErrorCode.CALL_NOT_FOUND,
                        "The thing is not known",
                        "User not found"),
                odd(
                        401,
                        "",
                        "{\"status\":\"error\",\"message\":\"API key expired\"}",
                        FailureKind.NOT_AUTHORISED,
                        ErrorCode.CALL_NOT_AUTHORISED,
                        "RETURNING_AI_API_KEY is wrong, expired or deleted",
                        "API key expired"),
                odd(
                        403,
                        "",
                        "{\"status\":\"error\",\"message\":\"Forbidden\"}",
                        FailureKind.NOT_AUTHORISED,
                        ErrorCode.CALL_NOT_AUTHORISED,
                        "lacks the permission (getUserData)",
                        "RETURNING_AI_API_KEY"),
                odd(
                        302,
                        "Location: https://login.example.org:8443/sso?token=s3cret#x\r\n",
                        "",
                        FailureKind.REDIRECTED,
                        ErrorCode.CALL_REDIRECTED,
                        "not followed, this one to https://login.example.org:8443:",
                        "returning-ai.servers.integration"),
                odd(
                        307,
                        "Location: /v2/users/info?key=s3cret\r\n",
                        "",
                        FailureKind.REDIRECTED,
                        ErrorCode.CALL_REDIRECTED,
                        "not followed: check returning-ai.servers.integration"));
    }

    private static Arguments odd(
            int status, String headers, String body, FailureKind kind, ErrorCode code, String... parts) {
        return Arguments.of(status, headers, body, kind, code, parts);
    }

    @ParameterizedTest
    @MethodSource("oddAnswers")
    void saysWhatIsOddAndWhatToDo(
            int status, String headers, String body, FailureKind kind, ErrorCode code, String[] parts)
            throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(status, headers, body);
                ApiClient client = client(server)) {
            for (CallFailedException failure :
                    new CallFailedException[] {failure(client, getUserData()), asyncFailure(client, getUserData())}) {
                assertThat(failure.kind()).isEqualTo(kind);
                assertThat(failure.code()).isEqualTo(code);
                assertThat(failure.getMessage())
                        .contains("getUserData (POST /users/info on server integration")
                        .contains(parts)
                        .doesNotContain("s3cret", KEY, "kofi@");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF" + USER,
                "  \r\n" + USER,
                "{\"data\":{\"userId\":\"4417\",\"xp\":310}}",
                "{\"status\":\"success\",\"data\":{\"xp\":310},\"new\":[1]}"
            })
    void readsAnAnswerThatIsOnlyALittleOdd(String body) throws Throwable {
        try (LoopbackServer server = LoopbackServer.answering(200, "Content-Type: text/plain\r\n", body);
                ApiClient client = client(server)) {
            assertThat(client.call(getUserData()).payload().at("/xp").asInt()).isEqualTo(310);
            assertThat(answer(client.callAsync(getUserData()))
                            .payload()
                            .at("/xp")
                            .asInt())
                    .isEqualTo(310);
        }
    }

    @Test
    void cutsAnAnswerThatDrips() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
                    while (!over.await(50, TimeUnit.MILLISECONDS)) {
                        connection.write(" ");
                    }
                });
                ApiClient client = client(server, limits(1_000, 1_000, 300))) {
            for (CallFailedException failure :
                    new CallFailedException[] {failure(client, getUserData()), asyncFailure(client, getUserData())}) {
                assertThat(failure.code()).isEqualTo(ErrorCode.CALL_OUTCOME_UNKNOWN);
                assertThat(failure).hasMessageContaining("did not end within the answer limit");
            }
            over.countDown();
        }
    }

    @Test
    void cutsAnAnswerThatIsTooLarge() throws Exception {
        String body = "{\"status\":\"success\",\"data\":\"" + "x".repeat(2_000) + "\"}";
        try (LoopbackServer server = LoopbackServer.answering(200, "", body);
                ApiClient client = client(server, Limits.STANDARD.maxAnswerBytes(1_000))) {
            for (CallFailedException failure :
                    new CallFailedException[] {failure(client, getUserData()), asyncFailure(client, getUserData())}) {
                assertThat(failure.code()).isEqualTo(ErrorCode.CALL_OUTCOME_UNKNOWN);
                assertThat(failure).hasMessageContaining("more than 1000 bytes");
            }
        }
    }
}
