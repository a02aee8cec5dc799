package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.emulator.Emulator;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Operations whose server is an emulator on this machine. The address alone is no proof, for a tunnel to a tenant ends
 * here as well: the server must show the header only emulators send. It is asked until it has shown it once.
 */
final class LocalServers implements Predicate<Operation> {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Contract contract;
    private final ServerUrls urls;
    private final Set<URI> proven = ConcurrentHashMap.newKeySet();

    LocalServers(Contract contract, ServerUrls urls) {
        this.contract = contract;
        this.urls = urls;
    }

    @Override
    public boolean test(Operation operation) {
        String url = urls.of(contract)
                .getOrDefault(operation.server(), contract.servers().getOrDefault(operation.server(), ""));
        URI base = URI.create(url);
        String host = base.getHost();
        if (host == null || !LOOPBACK.matcher(host).matches()) {
            return false;
        }
        if (!proven.contains(base) && isEmulator(base)) {
            proven.add(base);
        }
        return proven.contains(base);
    }

    /** No key goes along, and no redirect is followed. */
    private static boolean isEmulator(URI base) {
        try {
            HttpURLConnection connection = (HttpURLConnection) base.toURL().openConnection(Proxy.NO_PROXY);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            try {
                return connection.getResponseCode() > 0 && connection.getHeaderField(Emulator.BASIS_HEADER) != null;
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            // Who does not answer is no emulator; the guard says what to start.
            return false;
        }
    }
}
