package ai.returning.routes.contract;

/** Whether repeating an operation does harm ({@code x-rai-effect}). */
public enum EffectMark {
    NONE,
    /** An effect only when an operator column says add or subtract. */
    BY_OPERATOR,
    ALWAYS
}
