package ai.returning.routes.sync;

/** Hears what a run has to say. Called from several threads; must not block. */
public interface RunListener {
    RunListener SILENT = new RunListener() {};

    /** At least a few times a second while rows flow. */
    default void progress(RunProgress progress) {}

    /** A sentence for the reader: waiting for a lease, resumed, a brake, a slow-down. */
    default void notice(String sentence) {}
}
