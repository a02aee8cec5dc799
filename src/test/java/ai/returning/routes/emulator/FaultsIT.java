package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsIT {
    private static final String UPLOAD = "bulkUpdateUsers";
    private static final String CSV = "email,coins_op,coins\r\nu1@example.org,add,1\r\nu2@example.org,add,1\r\n";

    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) {
        tenant = new Tenant(folder);
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    private void fault(Fault fault) {
        tenant.emulator.faults().add(FaultRule.next(UPLOAD, fault));
    }

    private int jobs() {
        return tenant.emulator.jobs().size();
    }

    @Test
    void answersAStatusOnTheNthCallOnlyAndAppliesNothing() throws Exception {
        tenant.emulator.faults().add(FaultRule.nth(UPLOAD, 2, Fault.tooManyRequests(3)));
        assertThat(tenant.upload(CSV).status()).isEqualTo(200);
        Tenant.Reply limited = tenant.upload(CSV);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.raw().headers().firstValue("retry-after")).contains("3");
        assertThat(limited.basis()).isEqualTo("assumed");
        assertThat(tenant.upload(CSV).status()).isEqualTo(200);
        assertThat(jobs()).isEqualTo(2);
        assertThat(tenant.emulator.requests().of(UPLOAD))
                .extracting(RecordedRequest::nth, RecordedRequest::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 200),
                        org.assertj.core.groups.Tuple.tuple(2, 429),
                        org.assertj.core.groups.Tuple.tuple(3, 200));
    }

    @Test
    void appliesAndThenFails() throws Exception {
        fault(Fault.applyThenFail(504));
        assertThat(tenant.upload(CSV).status()).isEqualTo(504);
        assertThat(tenant.jobDone().success()).isEqualTo(2);
        assertThat(tenant.emulator.requests().of(UPLOAD).get(0).sha256()).hasSize(64);
    }

    @Test
    void resetsTheConnectionInTheMiddleOfTheBody() throws Exception {
        fault(Fault.resetMidBody());
        byte[] body = new byte[2_000_000];
        String head = "POST /integration/apis/v1/users/bulk-update HTTP/1.1\r\nHost: x\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", tenant.emulator.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            assertThatThrownBy(() -> {
                        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                        out.write(body);
                        out.flush();
                        assertThat(socket.getInputStream().read()).isNotEqualTo(-1); // an orderly end is no reset
                    })
                    .isInstanceOf(SocketException.class);
        }
        assertThat(jobs()).isZero();
        assertThat(tenant.emulator.requests().of(UPLOAD))
                .extracting(RecordedRequest::status)
                .containsExactly(0);
    }

    @Test
    void resetsEvenASmallBody() {
        fault(Fault.resetMidBody());
        assertThatThrownBy(() -> tenant.upload(CSV)).isInstanceOf(IOException.class);
        assertThat(jobs()).isZero();
    }

    @Test
    void neverAnswersAndAppliesNothingOrAll() throws Exception {
        fault(Fault.timeoutBeforeApply());
        assertThatThrownBy(this::uploadImpatiently).isInstanceOf(HttpTimeoutException.class);
        assertThat(jobs()).isZero();
        tenant.emulator.faults().clear();
        fault(Fault.applyThenTimeout());
        assertThatThrownBy(this::uploadImpatiently).isInstanceOf(HttpTimeoutException.class);
        assertThat(tenant.jobDone().success()).isEqualTo(2);
    }

    private void uploadImpatiently() throws Exception {
        tenant.send(tenant.uploadRequest("a.csv", CSV.getBytes(StandardCharsets.UTF_8))
                .timeout(Duration.ofMillis(300))
                .build());
    }

    @Test
    void letsGoOfHeldCallsWhenTheFaultsAreCleared() throws Exception {
        fault(Fault.applyThenTimeout());
        CompletableFuture<Boolean> broken = CompletableFuture.supplyAsync(() -> {
            try {
                tenant.upload(CSV);
                return false;
            } catch (Exception e) {
                return e instanceof IOException;
            }
        });
        Awaitility.await().until(() -> jobs() == 1);
        tenant.emulator.faults().clear();
        assertThat(broken.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void appliesAndThenResets() {
        fault(Fault.of(Fault.Kind.APPLY_THEN_RESET));
        assertThatThrownBy(() -> tenant.upload(CSV)).isInstanceOf(IOException.class);
        assertThat(tenant.jobDone().success()).isEqualTo(2);
    }

    @Test
    void waitsAndDripsTheAnswer() throws Exception {
        fault(Fault.latency(Duration.ofMillis(150)));
        long begun = System.nanoTime();
        assertThat(tenant.upload(CSV).status()).isEqualTo(200);
        assertThat(System.nanoTime() - begun).isGreaterThan(140_000_000L);
        tenant.emulator.faults().clear();
        fault(Fault.slow(Duration.ofMillis(300)));
        begun = System.nanoTime();
        assertThat(tenant.upload(CSV).json().at("/status").asText()).isEqualTo("success");
        assertThat(System.nanoTime() - begun).isGreaterThan(250_000_000L);
    }

    @Test
    void losesAJobAndMakesTwo() throws Exception {
        fault(Fault.of(Fault.Kind.LOSE_JOB));
        assertThat(tenant.upload(CSV).status()).isEqualTo(200);
        assertThat(jobs()).isZero();
        fault(Fault.of(Fault.Kind.DUPLICATE_SUBMISSION));
        assertThat(tenant.upload(CSV).status()).isEqualTo(200);
        assertThat(tenant.jobDone().success()).isEqualTo(2);
        assertThat(jobs()).isEqualTo(2);
        assertThat(tenant.value("u1@example.org", "coins")).isEqualTo("42");
    }

    @Test
    void truncatesAJob() throws Exception {
        fault(Fault.truncateJob(1));
        tenant.upload(CSV);
        JobView job = tenant.jobDone();
        assertThat(job.state()).isEqualTo("completed");
        assertThat(List.of(job.total(), job.processed(), job.success())).containsExactly(1, 1, 1);
        assertThat(tenant.value("u2@example.org", "coins")).isEqualTo("2");
    }

    @Test
    void neverFinishesAJobAndGoesOnWithTheNext() throws Exception {
        fault(Fault.of(Fault.Kind.NEVER_FINISH, 1));
        tenant.upload(CSV);
        tenant.upload(CSV);
        Awaitility.await().until(() -> tenant.emulator.jobs().get(1).isOver());
        JobView stuck = tenant.emulator.jobs().get(0);
        assertThat(stuck.state()).isEqualTo("processing");
        assertThat(stuck.processed()).isEqualTo(1);
        assertThat(stuck.total()).isEqualTo(2);
    }

    @Test
    void failsAJobAndRows() throws Exception {
        fault(Fault.of(Fault.Kind.FAIL_JOB));
        tenant.upload(CSV);
        assertThat(tenant.jobDone().state()).isEqualTo("failed");
        assertThat(tenant.emulator.applied().all()).isEmpty();
        fault(Fault.failRows(1));
        tenant.upload(CSV);
        assertThat(tenant.failures())
                .containsEntry(2, "Row failed by the fault script")
                .hasSize(1);
    }

    @Test
    void hidesJobQueriesTheFileNameOrShowsTheId() throws Exception {
        fault(Fault.of(Fault.Kind.LOSE_FILE_NAME));
        tenant.emulator.faults().add(FaultRule.next(UPLOAD, Fault.of(Fault.Kind.JOB_ID_IN_REPLY)));
        tenant.emulator.faults().add(FaultRule.nth("listBulkUpdates", 2, Fault.of(Fault.Kind.HIDE_JOB_QUERIES)));
        String id = tenant.upload("mine.csv", CSV).json().at("/data/_id").asText();
        Tenant.Reply list = tenant.get("integration", "/users/bulk-update");
        assertThat(list.json().at("/data/0/_id").asText()).isEqualTo(id);
        assertThat(list.json().at("/data/0/fileName").asText()).isNotEqualTo("mine.csv");
        assertThat(tenant.get("integration", "/users/bulk-update").status()).isEqualTo(404);
        assertThat(tenant.get("integration", "/users/bulk-update").status()).isEqualTo(200);
    }

    @Test
    void redirectsAndAnswersAPage() throws Exception {
        fault(Fault.redirect("http://127.0.0.1:1/elsewhere"));
        Tenant.Reply moved = tenant.upload(CSV);
        assertThat(moved.status()).isEqualTo(307);
        assertThat(moved.raw().headers().firstValue("location")).contains("http://127.0.0.1:1/elsewhere");
        fault(Fault.of(Fault.Kind.HTML));
        Tenant.Reply page = tenant.upload(CSV);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).startsWith("<html>");
        assertThat(jobs()).isZero();
    }

    @Test
    void keepsTheConnectionOfACallerWithTwoRequestsInARow() throws Exception {
        String get = "GET /integration/apis/v1/users/bulk-update HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + Tenant.KEY + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", tenant.emulator.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((get + get.replace("HTTP/1.1\r\n", "HTTP/1.1\r\nConnection: close\r\n"))
                            .getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("HTTP/1.1 200"))
                    .hasSize(3);
        }
    }
}
