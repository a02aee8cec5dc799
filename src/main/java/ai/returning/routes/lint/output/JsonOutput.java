package ai.returning.routes.lint.output;

import ai.returning.routes.lint.Finding;
import ai.returning.routes.lint.LintReport;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One document, for programs. */
final class JsonOutput implements Output {
    @Override
    public String of(LintReport report) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        ArrayNode findings = document.putArray("findings");
        report.findings().forEach(finding -> findings.add(json(finding)));
        document.put("files", report.files()).put("waived", report.waived());
        return document.toPrettyString() + "\n";
    }

    private static ObjectNode json(Finding finding) {
        return Json.MAPPER
                .createObjectNode()
                .put("file", finding.file())
                .put("line", finding.line())
                .put("column", finding.column())
                .put("rule", finding.rule())
                .put("problem", finding.problem())
                .put("advice", finding.advice())
                .put("fixable", finding.fix().isPresent());
    }
}
