package ai.returning.routes.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.service.doctor.Finding.Level;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are not there, not who they say, or in another time. */
class NetworkCheckIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void saysThatANameIsNotKnown() throws Exception {
        Finding last = last(check(SSLContext.getDefault(), Clock.systemUTC(), "https://no-such-host.invalid/apis/v1"));

        assertThat(last.level()).isEqualTo(Level.FAIL);
        assertThat(last.text()).contains("no-such-host.invalid is not known");
        assertThat(last.next()).contains("returning-ai.servers.integration");
    }

    @Test
    void saysThatAPortIsClosed() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = socket.getLocalPort();
        }
        Finding last = last(check(SSLContext.getDefault(), Clock.systemUTC(), "http://127.0.0.1:" + closed));

        assertThat(last.check()).isEqualTo("connection");
        assertThat(last.text()).contains("cannot be reached");
    }

    @Test
    void comparesTheClocks() throws Exception {
        HttpServer server = plain();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));

            assertThat(last(check(SSLContext.getDefault(), Clock.systemUTC(), base))
                            .level())
                    .isEqualTo(Level.OK);
            Finding skewed = last(check(SSLContext.getDefault(), fast, base));
            assertThat(skewed.level()).isEqualTo(Level.FAIL);
            assertThat(skewed.text()).contains("behind this machine", "clock-difference (60 s)");
            assertThat(skewed.next()).contains("NTP");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void takesACertificateThatHoldsAndWarnsBeforeItEnds() throws Exception {
        try (TlsHost fresh = TlsHost.start(folder, "fresh", "-startdate", "-1d", "-validity", "90");
                TlsHost ending = TlsHost.start(folder, "ending", "-startdate", "-1d", "-validity", "5")) {
            Finding good = certificate(check(fresh.trusting(), Clock.systemUTC(), fresh.base()));
            Finding soon = certificate(check(ending.trusting(), Clock.systemUTC(), ending.base()));

            assertThat(good.level()).isEqualTo(Level.OK);
            assertThat(good.text()).endsWith("88 days");
            assertThat(soon.level()).isEqualTo(Level.NOTE);
            assertThat(soon.text()).contains("renew");
        }
    }

    @Test
    void saysWhenACertificateExpired() throws Exception {
        try (TlsHost host = TlsHost.start(folder, "expired", "-startdate", "-10d", "-validity", "2")) {
            for (SSLContext tls : List.of(host.trusting(), SSLContext.getDefault())) {
                Finding last = last(check(tls, Clock.systemUTC(), host.base()));

                assertThat(last.level()).isEqualTo(Level.FAIL);
                assertThat(last.text()).startsWith("expired at 20");
            }
        }
    }

    @Test
    void refusesACertificateNobodyVouchesFor() throws Exception {
        try (TlsHost host = TlsHost.start(folder, "unknown", "-startdate", "-1d", "-validity", "90")) {
            Finding last = last(check(SSLContext.getDefault(), Clock.systemUTC(), host.base()));

            assertThat(last.text()).startsWith("refused (");
            assertThat(last.next()).contains("trust store");
        }
    }

    private static List<Finding> check(SSLContext tls, Clock clock, String base) {
        return new NetworkCheck(tls, clock, LIMIT).check("integration", base);
    }

    private static Finding last(List<Finding> found) {
        return found.get(found.size() - 1);
    }

    private static Finding certificate(List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.check().equals("certificate"))
                .findFirst()
                .orElseThrow();
    }

    private static HttpServer plain() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 4);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
