package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the form of {@code x-rai-effect-proof} where its lines are known. */
final class EffectProofForms {
    private EffectProofForms() {}

    static void check(YamlNode mark) {
        mark.onlyKeys(Set.of("subject", "fence", "answer", "refusal", "read-back"));
        mark.find("subject").ifPresent(Fields::pointer);
        mark.find("fence").ifPresent(Fields::pointers);
        mark.find("answer").ifPresent(answer -> oneOf(answer, List.of("proof", "no-proof")));
        mark.find("refusal").ifPresent(refusal -> oneOf(refusal, List.of("nothing-happened", "unknown")));
        mark.find("read-back").ifPresent(EffectProofForms::checkQuery);
    }

    private static void checkQuery(YamlNode query) {
        query.onlyKeys(Set.of("operation", "parameters", "body", "items", "same", "counts", "time"));
        Fields.text(query, "operation");
        query.find("items").ifPresent(Fields::pointer);
        query.find("parameters").ifPresent(EffectProofForms::pointers);
        query.find("body").ifPresent(EffectProofForms::pointers);
        pointers(query.require("same"));
        boolean each = query.find("counts").map(YamlNode::text).orElse("once").equals("each");
        query.find("counts").ifPresent(counts -> oneOf(counts, List.of("once", "each")));
        if (each) {
            Fields.pointer(query, "time");
        }
    }

    private static void pointers(YamlNode map) {
        for (Map.Entry<String, YamlNode> entry : map.entries().entrySet()) {
            Fields.pointer(entry.getValue());
        }
    }

    private static void oneOf(YamlNode node, List<String> words) {
        if (!words.contains(node.text())) {
            throw node.wrong(ErrorCode.CONTRACT_INVALID, "'" + node.text() + "' must be " + String.join(" or ", words));
        }
    }
}
