package ai.returning.routes.emulator;

/** Writes CSV for tests: every cell quoted. */
final class CsvText {
    private CsvText() {}

    static String cell(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
