package ai.returning.routes.client;

import ai.returning.routes.support.RaiException;

/** A call that could not even be prepared: an unknown operation, a missing key, a wrong parameter. Nothing was sent. */
public final class NotSentException extends RaiException {
    private static final long serialVersionUID = 1L;

    NotSentException(RaiException cause) {
        super(cause.code(), cause.sentence(), cause);
    }
}
