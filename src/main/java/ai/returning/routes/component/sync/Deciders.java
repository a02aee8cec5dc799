package ai.returning.routes.component.sync;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds the rules by which events become effects. */
public interface Deciders {
    /**
     * The rules of a file. Routes that name the same file share one.
     *
     * @param rules name of the file, {@code <flow>.rules.yaml}, in the folder of the flow
     * @throws ai.returning.routes.support.RaiException with file and line if the rules cannot be used
     */
    Deciding of(String rules);

    /** Decides about events by one file of rules. */
    interface Deciding {
        /**
         * Completes when everything that follows from the events is committed; then none of them is needed any more.
         *
         * @param run what the limits of a run are counted by
         * @return how many verdicts there were of each kind, by its word
         */
        CompletionStage<Map<String, Integer>> decide(List<Map<String, @Nullable Object>> events, String run);

        /**
         * Keeps that something came which cannot be read as an event, for a person to look at; returns when it is
         * committed.
         *
         * @param key names it, so that it is kept once, and tells where to find it
         * @param why one sentence
         */
        void park(String key, String why);
    }
}
