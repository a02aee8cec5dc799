package ai.returning.routes.emulator;

import ai.returning.routes.contract.Operation;

/** The three kinds of bulk files. */
enum BulkKind {
    /** Changes fields of users who are there. */
    UPDATE("submitted"),
    /** Changes fields, and creates the users who are not there. */
    IMPORT("submitted-import"),
    /** Changes balances that no read shows. */
    PREMIUM("submitted-premium");

    private final String text;

    BulkKind(String text) {
        this.text = text;
    }

    static BulkKind of(String operationId) {
        return switch (operationId) {
            case "bulkImportUsers" -> IMPORT;
            case "bulkUpdatePremiumCurrency" -> PREMIUM;
            default -> UPDATE;
        };
    }

    static BulkKind of(Operation operation) {
        return of(operation.id());
    }

    /** Key of the text that acknowledges a file. */
    String text() {
        return text;
    }

    /** The place of a field that files of this kind may name, or -1. */
    @Behaviour(
            of = "bulkUpdatePremiumCurrency",
            does = "A file changes premium_currency, per row by add, subtract or overwrite, under the rules of"
                    + " bulkUpdateUsers; no other file and no read knows the column, the admin path shows the balance.")
    @Assumed(why = "known by name only; no read of a premium balance is documented")
    int place(UserStore users, String column) {
        return this == PREMIUM ? users.hiddenIndex(column) : users.fieldIndex(column);
    }
}
