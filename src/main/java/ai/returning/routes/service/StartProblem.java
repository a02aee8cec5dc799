package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;

/**
 * One thing that keeps the program from starting.
 *
 * @param code its code
 * @param place {@code file:line}, or {@code environment variable NAME}; empty if there is none to point at
 * @param text what is wrong and what to do, with an arrow between them
 */
record StartProblem(ErrorCode code, String place, String text) {

    String line() {
        return code.code() + " " + place + (place.isEmpty() ? "" : " ") + text;
    }
}
