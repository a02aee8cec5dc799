package ai.returning.routes.component;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.EffectEngine;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the component is told by the configuration. */
public record CallSettings(
        /** Refuses an operation that cannot be called with the settings as they are; asked at start. */
        Consumer<Operation> ready,
        /** True if the server of the operation is the emulator, where a repeated effect harms nobody. */
        Predicate<Operation> emulated,
        /** Largest JSON body, in bytes. */
        int maxBodyBytes,
        /** What does each effect once; null if there is no ledger, and effects go to the emulator only. */
        @Nullable EffectEngine effects,
        /**
         * Refuses an operation that cannot be called by a configured webhook; asked at start, with the name of the webhook,
         * or an empty one if only the message tells it.
         */
        BiConsumer<Operation, String> byWebhook) {

    /** 8 MiB. */
    public static final int STANDARD_MAX_BODY = 8 * 1024 * 1024;

    /** Everything is ready, nothing is the emulator. */
    public static CallSettings standard() {
        return new CallSettings(
                operation -> {}, operation -> false, STANDARD_MAX_BODY, null, (operation, webhook) -> {});
    }

    public CallSettings ready(Consumer<Operation> check) {
        return new CallSettings(check, emulated, maxBodyBytes, effects, byWebhook);
    }

    public CallSettings emulated(Predicate<Operation> emulator) {
        return new CallSettings(ready, emulator, maxBodyBytes, effects, byWebhook);
    }

    public CallSettings maxBodyBytes(int bytes) {
        return new CallSettings(ready, emulated, bytes, effects, byWebhook);
    }

    public CallSettings effects(EffectEngine engine) {
        return new CallSettings(ready, emulated, maxBodyBytes, engine, byWebhook);
    }

    public CallSettings byWebhook(BiConsumer<Operation, String> check) {
        return new CallSettings(ready, emulated, maxBodyBytes, effects, check);
    }
}
