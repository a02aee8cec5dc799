package ai.returning.routes.service.doctor;

/** One thing that was looked at. */
public record Finding(
        /** What it belongs to, such as {@code host integration}. */
        String area,
        /** What was looked at, such as {@code certificate}. */
        String check,
        Level level,
        /** What was found. */
        String text,
        /** What to do; empty unless something is wrong. */
        String next) {

    /** How it stands. */
    public enum Level {
        OK,
        /** Worth knowing; nothing that is enabled depends on it. */
        NOTE,
        FAIL
    }

    static Finding ok(String area, String check, String text) {
        return new Finding(area, check, Level.OK, text, "");
    }

    static Finding note(String area, String check, String text) {
        return new Finding(area, check, Level.NOTE, text, "");
    }

    static Finding fail(String area, String check, String text, String next) {
        return new Finding(area, check, Level.FAIL, text, next);
    }
}
