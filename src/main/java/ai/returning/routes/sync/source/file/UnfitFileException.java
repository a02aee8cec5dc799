package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import org.jspecify.annotations.Nullable;

/** What a file holds is at fault: it goes to the folder of errors, so that it does not block those after it. */
final class UnfitFileException extends RaiException {
    private static final long serialVersionUID = 1L;

    UnfitFileException(ErrorCode code, String message) {
        this(code, message, null);
    }

    UnfitFileException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
