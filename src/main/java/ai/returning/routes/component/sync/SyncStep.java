package ai.returning.routes.component.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The steps of a sync route, with the options each takes. */
enum SyncStep {
    RUN("flow", "cron", "zone", "bridgeErrorHandler", "exceptionHandler", "exchangePattern"),
    READ("source", "query", "lazyStartProducer"),
    MAP("lazyStartProducer"),
    KEEP_CHANGED("lazyStartProducer"),
    SETTLE("lazyStartProducer");

    private final Set<String> options;

    SyncStep(String... options) {
        this.options = new TreeSet<>(List.of(options));
    }

    Set<String> options() {
        return options;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static SyncStep of(String word) {
        List<String> words = Arrays.stream(values()).map(SyncStep::word).toList();
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
