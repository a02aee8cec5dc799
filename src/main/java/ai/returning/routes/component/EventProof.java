package ai.returning.routes.component;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import org.apache.camel.Exchange;

/** A webhook that proves nothing may tell, and not cause: who knows the address could have made it. */
public final class EventProof {
    private EventProof() {}

    /**
     * Lets messages through that no webhook started, or one that proves where it comes from.
     *
     * @param what is not done otherwise
     * @throws RaiException EVENT_UNPROVEN for any other
     */
    public static void require(Exchange exchange, String what) {
        if (Boolean.FALSE.equals(exchange.getProperty(ReturningAiConstants.EVENT_PROVEN))) {
            throw new RaiException(
                    ErrorCode.EVENT_UNPROVEN,
                    "The webhook that started this route does not prove where it comes from, so " + what
                            + ". Give its endpoint an API key, a signature or GCM, or set its trust-unproven if"
                            + " nobody else can reach it.");
        }
    }
}
