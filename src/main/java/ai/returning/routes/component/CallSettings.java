package ai.returning.routes.component;

import ai.returning.routes.contract.Operation;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the component is told by the configuration. */
public record CallSettings(
        /** Refuses an operation that cannot be called with the settings as they are; asked at start. */
        Consumer<Operation> ready,
        /** True if the server of the operation is the emulator, where a repeated effect harms nobody. */
        Predicate<Operation> emulated,
        /** Largest JSON body, in bytes. */
        int maxBodyBytes) {

    /** 8 MiB. */
    public static final int STANDARD_MAX_BODY = 8 * 1024 * 1024;

    /** Everything is ready, nothing is the emulator. */
    public static CallSettings standard() {
        return new CallSettings(operation -> {}, operation -> false, STANDARD_MAX_BODY);
    }

    public CallSettings ready(Consumer<Operation> check) {
        return new CallSettings(check, emulated, maxBodyBytes);
    }

    public CallSettings emulated(Predicate<Operation> emulator) {
        return new CallSettings(ready, emulator, maxBodyBytes);
    }

    public CallSettings maxBodyBytes(int bytes) {
        return new CallSettings(ready, emulated, bytes);
    }
}
