package ai.returning.routes.sync.mapping;

import ai.returning.routes.support.Redaction;

/** Words what is wrong with a row: field, masked value, rule and the place of the rule. */
final class Problems {
    private Problems() {}

    static MappedRows.Problem wrongCellCount(int found, int columns) {
        String sentence = "The row " + Reason.WRONG_CELL_COUNT.phrase() + ": " + found + " instead of " + columns + ".";
        return new MappedRows.Problem(Reason.WRONG_CELL_COUNT.word(), "", sentence, "");
    }

    static MappedRows.Problem of(CompiledField field, Reason reason, String maskedKey) {
        String name = field.spec().name();
        Cell cell = field.cell();
        String value = cell.isNull() || cell.isBlank()
                ? ""
                : " (" + Redaction.person(cell.text().strip()) + ")";
        String rule = field.rule().isEmpty() ? "" : ": " + field.rule();
        String sentence = name + value + " " + reason.phrase() + rule + " ("
                + field.spec().place() + ").";
        return new MappedRows.Problem(reason.word(), name, sentence, maskedKey);
    }
}
