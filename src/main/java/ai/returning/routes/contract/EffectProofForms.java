package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the form of {@code x-rai-effect-proof} where its lines are known. */
final class EffectProofForms {
    private static final List<String> PROOF = List.of("proof", "no-proof");

    private EffectProofForms() {}

    static void check(YamlNode mark) {
        mark.onlyKeys(Set.of("subject", "fence", "answer", "refusal", "read-back", "jobs"));
        mark.find("subject").ifPresent(Fields::pointer);
        mark.find("fence").ifPresent(Fields::pointers);
        mark.find("answer").ifPresent(answer -> oneOf(answer, PROOF));
        mark.find("refusal").ifPresent(refusal -> oneOf(refusal, List.of("nothing-happened", "unknown")));
        mark.find("jobs").ifPresent(jobs -> {
            jobs.onlyKeys(Set.of("absence"));
            oneOf(jobs.require("absence"), PROOF);
        });
        mark.find("read-back").ifPresent(query -> {
            checkQuery(query);
            mark.find("subject").ifPresent(subject -> checkSubject(query, subject.text()));
        });
    }

    /** Entries are counted against the effects of one subject, so those of others must not be among them. */
    private static void checkSubject(YamlNode query, String subject) {
        boolean named = Stream.of("parameters", "body", "same")
                .flatMap(key -> query.find(key).stream())
                .flatMap(pointers -> pointers.entries().values().stream())
                .anyMatch(pointer -> pointer.text().equals(subject));
        if (!named) {
            throw query.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "neither the query nor 'same' names the subject '" + subject
                            + "', so what happened to others would count too");
        }
    }

    private static void checkQuery(YamlNode query) {
        query.onlyKeys(
                Set.of("operation", "parameters", "body", "items", "same", "counts", "time", "absence", "value"));
        Fields.text(query, "operation");
        query.find("items").ifPresent(Fields::pointer);
        query.find("parameters").ifPresent(EffectProofForms::pointers);
        query.find("body").ifPresent(EffectProofForms::pointers);
        if (query.find("value").isPresent()) {
            checkValue(query, query.require("value"));
        } else {
            pointers(query.require("same"));
        }
        boolean each = query.find("counts").map(YamlNode::text).orElse("once").equals("each");
        query.find("counts").ifPresent(counts -> oneOf(counts, List.of("once", "each")));
        query.find("absence").ifPresent(absence -> oneOf(absence, PROOF));
        if (each) {
            Fields.pointer(query, "time");
        }
    }

    private static void checkValue(YamlNode query, YamlNode value) {
        value.onlyKeys(Set.of("shown", "adds", "sets"));
        Fields.pointer(value, "shown");
        boolean adds = value.find("adds").isPresent();
        if (adds == value.find("sets").isPresent()) {
            throw value.wrong(ErrorCode.CONTRACT_INVALID, "either 'adds' or 'sets' must say what the call does");
        }
        Fields.pointer(value, adds ? "adds" : "sets");
        for (String other : List.of("same", "items", "counts", "time")) {
            if (query.find(other).isPresent()) {
                throw query.wrong(ErrorCode.CONTRACT_INVALID, "'" + other + "' does not go with 'value'");
            }
        }
        if (adds) {
            query.find("absence").ifPresent(EffectProofForms::refuseProof);
        }
    }

    /** Another attempt on such a word would pay twice whoever spent the amount in between. */
    private static void refuseProof(YamlNode absence) {
        if (absence.text().equals("proof")) {
            throw absence.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "'absence: proof' does not go with 'adds': where a value is as before, the amount may have been added"
                            + " and the same amount have gone the other way since; leave 'absence' out, then a person decides, or name a"
                            + " list in which each call leaves an item ('items', 'same', 'counts: each', 'time')");
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
