package ai.returning.routes.sync.crash;

import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.SyncSettings;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What a host of the engine is to do: one run, and how it is to die, if it is. Travels to a child process as JSON. */
record HostOrder(
        String stateUrl,
        String stateUser,
        String statePassword,
        String sourceUrl,
        String sourceUser,
        String sourcePassword,
        String apiUrl,
        String apiKey,
        String runsFolder,
        String owner,
        long leaseMillis,
        List<Long> lookupMillis,
        Doom doom,
        String doomedAt,
        int doomedHit) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What happens at the failpoint. */
    enum Doom {
        NOTHING,
        /** The process halts, as by kill -9. */
        HALT,
        /** The hitting thread waits for a byte on standard input. */
        STAND_STILL,
        /** Direct memory is used up on the hitting thread. */
        DIRECT_MEMORY,
        /** The heap is used up on the hitting thread. */
        HEAP
    }

    /** Reads something else than the table of customers; {@link HostSource}. */
    HostOrder reading(String url, String secret) {
        return new HostOrder(
                stateUrl,
                stateUser,
                statePassword,
                url,
                "",
                secret,
                apiUrl,
                apiKey,
                runsFolder,
                owner,
                leaseMillis,
                lookupMillis,
                doom,
                doomedAt,
                doomedHit);
    }

    HostOrder doomed(Doom what, String failpoint, int hit) {
        return new HostOrder(
                stateUrl,
                stateUser,
                statePassword,
                sourceUrl,
                sourceUser,
                sourcePassword,
                apiUrl,
                apiKey,
                runsFolder,
                owner,
                leaseMillis,
                lookupMillis,
                what,
                failpoint,
                hit);
    }

    HostOrder lookups(List<Long> millis) {
        return new HostOrder(
                stateUrl,
                stateUser,
                statePassword,
                sourceUrl,
                sourceUser,
                sourcePassword,
                apiUrl,
                apiKey,
                runsFolder,
                owner,
                leaseMillis,
                millis,
                doom,
                doomedAt,
                doomedHit);
    }

    StateSettings state() {
        return new StateSettings(stateUrl, stateUser, statePassword, 8);
    }

    ClientSettings client() {
        ClientSettings.Limits usual = ClientSettings.Limits.STANDARD;
        return ClientSettings.standard()
                .server("integration", apiUrl)
                .key("bearer-community-key", apiKey)
                .limits(new ClientSettings.Limits(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(600),
                        usual.maxConnections(),
                        usual.maxAnswerBytes(),
                        Duration.ofMillis(10),
                        Duration.ofMillis(100)));
    }

    /** Small batches and chunks, short times. Rows of unknown outcome may go out again in the next run. */
    SyncSettings settings() {
        SyncSettings usual = SyncSettings.defaults(Path.of(runsFolder), owner);
        return new SyncSettings(
                usual.runsFolder(),
                usual.owner(),
                Duration.ofMillis(leaseMillis),
                25,
                40,
                usual.sealers(),
                usual.uploadsInFlight(),
                lookupMillis.stream().map(Duration::ofMillis).toList(),
                true,
                Duration.ofMillis(10),
                Duration.ofMillis(60),
                Duration.ofSeconds(2),
                usual.clockDifference(),
                Duration.ofMillis(400),
                Duration.ZERO,
                usual.unverifiedResend(),
                4,
                Duration.ofMillis(10),
                Duration.ofMillis(40),
                usual.brakes(),
                usual.keepRuns());
    }

    static String freshOwner() {
        return "host-" + UUID.randomUUID();
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static HostOrder of(String json) {
        try {
            return JSON.readValue(json, HostOrder.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
