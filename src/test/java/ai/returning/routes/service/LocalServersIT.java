package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.emulator.Emulator;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as the emulator, where effects may go without a ledger. */
class LocalServersIT {
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final Operation EFFECT = CONTRACT.operation("awardBadge");

    @TempDir
    Path folder;

    @Test
    void takesAnEmulatorForOneAndAsksOnce() {
        try (Emulator emulator = Emulator.start(DemoCommunity.settings(
                CONTRACT, folder, Path.of("config/community-fields.yaml"), DemoCommunity.ID, List::of))) {
            LocalServers local = local(emulator.baseUrl(EFFECT.server()));

            assertThat(local.test(EFFECT)).isTrue();
            assertThat(local.test(EFFECT)).isTrue();
            assertThat(emulator.requests().all()).hasSize(1);
        }
    }

    @Test
    void takesATunnelOnThisMachineForATenant() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer tunnel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tunnel.createContext("/", exchange -> {
            asked.incrementAndGet();
            assertThat(exchange.getRequestHeaders()).doesNotContainKey("Authorization");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        tunnel.start();
        try {
            assertThat(local("http://localhost:" + tunnel.getAddress().getPort() + "/apis/v1")
                            .test(EFFECT))
                    .isFalse();
            assertThat(asked).hasValue(1);
        } finally {
            tunnel.stop(0);
        }
    }

    @Test
    void takesAPortNobodyAnswersAndARemoteHostForATenant() {
        assertThat(local("http://127.0.0.1:1/apis/v1").test(EFFECT)).isFalse();
        assertThat(local("https://tenant.example.org/apis/v1").test(EFFECT)).isFalse();
        assertThat(local("").test(EFFECT)).isFalse();
    }

    private static LocalServers local(String url) {
        return new LocalServers(CONTRACT, new ServerUrls(Map.of(EFFECT.server(), url)));
    }
}
