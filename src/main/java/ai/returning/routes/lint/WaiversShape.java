package ai.returning.routes.lint;

import ai.returning.routes.support.shape.Shape;

/** What {@code config/lint-waivers.yaml} looks like. */
public final class WaiversShape {
    private WaiversShape() {}

    /** A list of exceptions, each with its reason. */
    public static Shape shape() {
        return Shape.list(
                "Findings that are meant to be. One that covers nothing is a finding itself.",
                Shape.keys("A waiver.")
                        .need("rule", Shape.oneOf("The rule.", RuleName.texts().toArray(String[]::new)))
                        .need("file", Shape.text("The file from the root, or a pattern with * and **.").like("\\S+", "a path such as routes/sync-orders/sync-orders.camel.yaml"))
                        .need("reason", Shape.text("Why it is meant to be.").like("(?s).*\\S.*\\s+\\S.*", "some words that say why"))
                        .need("since", Shape.text("The day it was written.").like("\\d{4}-\\d{2}-\\d{2}", "a day such as 2026-01-31")));
    }
}
