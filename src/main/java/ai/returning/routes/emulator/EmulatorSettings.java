package ai.returning.routes.emulator;

import ai.returning.routes.contract.Contract;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an emulator starts. {@code dataFolder} holds all of its state; {@code port} 0 takes a free one; without an
 * {@code adminToken} there is no admin path; the {@code seed} is asked for only when the folder holds no users yet.
 */
public record EmulatorSettings(
        Contract contract,
        Path dataFolder,
        String communityId,
        List<ApiKey> keys,
        int port,
        @Nullable String adminToken,
        Knobs knobs,
        Clock clock,
        @Nullable Supplier<EmulatorSeed> seed) {

    public EmulatorSettings {
        keys = List.copyOf(keys);
    }

    /** A free port, no admin path, usual knobs, the system clock, no users. */
    public static EmulatorSettings of(Contract contract, Path dataFolder, String communityId, ApiKey... keys) {
        return new EmulatorSettings(
                contract, dataFolder, communityId, List.of(keys), 0, null, new Knobs(), Clock.systemUTC(), null);
    }

    public EmulatorSettings withPort(int number) {
        return new EmulatorSettings(contract, dataFolder, communityId, keys, number, adminToken, knobs, clock, seed);
    }

    public EmulatorSettings withAdminToken(String token) {
        return new EmulatorSettings(contract, dataFolder, communityId, keys, port, token, knobs, clock, seed);
    }

    public EmulatorSettings withKnobs(Knobs turned) {
        return new EmulatorSettings(contract, dataFolder, communityId, keys, port, adminToken, turned, clock, seed);
    }

    public EmulatorSettings withClock(Clock other) {
        return new EmulatorSettings(contract, dataFolder, communityId, keys, port, adminToken, knobs, other, seed);
    }

    public EmulatorSettings withSeed(Supplier<EmulatorSeed> source) {
        return new EmulatorSettings(contract, dataFolder, communityId, keys, port, adminToken, knobs, clock, source);
    }

    @Override
    public String toString() {
        return "EmulatorSettings[dataFolder=" + dataFolder + ", communityId=" + communityId + ", port=" + port + "]";
    }
}
