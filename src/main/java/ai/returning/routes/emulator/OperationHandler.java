package ai.returning.routes.emulator;

import java.io.IOException;

/** Answers the calls of one operation. */
interface OperationHandler {
    HttpReply handle(Call call) throws RefusedException, IOException;
}
