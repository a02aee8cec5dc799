package ai.returning.routes.contract;

/** The wrapping of an answer; its pointers are data in the contract ({@code x-rai-envelopes}). */
public record Envelope(
        /** Name in the contract, such as {@code integration}. */
        String name,
        /** JSON pointer of the payload, empty for the whole document. */
        String payload,
        /** JSON pointers of the human text, first hit counts. */
        java.util.List<String> message,
        /** JSON pointer of the success mark, empty where there is none. */
        String success,
        /** Texts of the success mark that mean success, such as {@code success} or {@code true}. */
        java.util.List<String> successValues) {}
