package ai.returning.routes.crm;

/** What a call shows the CRM to be let in. Thread-safe. */
public interface CrmToken {
    /** The token to send with the next call. */
    String token();

    /** The CRM has refused a token; true if there is another one to try. */
    default boolean renew(String refused) {
        return false;
    }

    /** A token that stays. */
    static CrmToken fixed(String token) {
        return () -> token;
    }
}
