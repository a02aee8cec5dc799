package ai.returning.routes.contract;

/** How much of an operation the vendor documents publicly. */
public enum Evidence {
    /** Path, request and main reply are documented. */
    DOCUMENTED,
    /** Some of these are documented. */
    PARTIAL,
    /** Only the name is public; the rest is our assumption. */
    ASSUMED
}
