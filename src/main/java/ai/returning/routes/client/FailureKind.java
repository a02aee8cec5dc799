package ai.returning.routes.client;

/** Classes of failed calls; what a caller may do depends on the class alone, never on a text. */
public enum FailureKind {
    /** 401 or 403. Never retried. */
    NOT_AUTHORISED,
    /** 404: route or thing not known; on some tenants a route does not exist. */
    NOT_FOUND,
    /** 409. */
    CONFLICT,
    /** Any other 4xx: the request was refused and nothing happened. */
    INVALID,
    /** 429: refused for now. */
    RATE_LIMITED,
    /** 5xx: the call may have acted. */
    UPSTREAM,
    /** Proof that no byte of the body left: refused connection, DNS, TLS. May be sent again. */
    UNREACHABLE,
    /** Time-out or reset after bytes left: the call may have acted. */
    OUTCOME_UNKNOWN,
    /** 3xx: never followed. */
    REDIRECTED,
    /** A 2xx whose body says error, or which is not what the contract says (HTML page, cut JSON). */
    UNREADABLE;

    /** True if the call may have acted although it failed. */
    public boolean mayHaveActed() {
        return this == UPSTREAM || this == OUTCOME_UNKNOWN || this == UNREADABLE;
    }
}
