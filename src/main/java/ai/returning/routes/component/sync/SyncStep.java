package ai.returning.routes.component.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The steps of routes that sync or decide, with the options each takes. */
public enum SyncStep {
    RUN("flow", "cron", "zone", "bridgeErrorHandler", "exceptionHandler", "exchangePattern"),
    READ("source", "query", "lazyStartProducer"),
    MAP("lazyStartProducer"),
    KEEP_CHANGED("lazyStartProducer"),
    SETTLE("lazyStartProducer"),
    POLL(
            "flow",
            "source",
            "query",
            "cursor",
            "start",
            "overlap",
            "every",
            "cron",
            "zone",
            "batch",
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern"),
    RECEIVE("flow", "topic", "brokers", "group", "bridgeErrorHandler", "exceptionHandler", "exchangePattern"),
    DECIDE("rules", "lazyStartProducer");

    private final Set<String> options;

    SyncStep(String... options) {
        this.options = new TreeSet<>(List.of(options));
    }

    /** The options the step takes. */
    public Set<String> options() {
        return options;
    }

    /** Whether a route starts from it. */
    public boolean isStart() {
        return this == RUN || this == POLL || this == RECEIVE;
    }

    /** The step as an endpoint spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All steps as endpoints spell them. */
    public static List<String> words() {
        return Arrays.stream(values()).map(SyncStep::word).toList();
    }

    /** The step of a word; OPTION_UNKNOWN with the nearest right one. */
    public static SyncStep of(String word) {
        List<String> words = words();
        int index = words.indexOf(word);
        if (index < 0) {
            throw new RaiException(
                    ErrorCode.OPTION_UNKNOWN,
                    "Step '" + word + "' is not known by returning-ai-sync." + Nearest.hint(word, words) + " Steps: "
                            + String.join(", ", words) + ".");
        }
        return values()[index];
    }
}
