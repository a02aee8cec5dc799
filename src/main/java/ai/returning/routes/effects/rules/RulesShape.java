package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.rules.Limits.Scope;
import ai.returning.routes.support.shape.Keys;
import ai.returning.routes.support.shape.Shape;
import ai.returning.routes.support.shape.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a rules file may look like; whether its parts and the contract agree is for the reader. */
public final class RulesShape {
    static final int MAX_SCALE = 9;
    static final int MAX_TEXT = 10_000;
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final String NAME_FORM = "small letters and digits, words joined by dashes";

    private RulesShape() {}

    /** The whole file. */
    public static Shape shape() {
        return Shape.keys("Which effects the events of a flow have.")
                .need("flow", name("Flow the rules belong to; the file is called <flow>.rules.yaml."))
                .need("event", event())
                .need(
                        "rules",
                        Shape.list("The rules; each is asked about each event.", rule())
                                .notEmpty())
                .may("limits", limits());
    }

    private static Words name(String description) {
        return Shape.text(description).like(NAME, NAME_FORM);
    }

    private static Keys event() {
        Keys user = Shape.keys(
                "The field that names the user, under what that name is. Left out where an event concerns none.");
        for (String kind : UserName.Kind.words()) {
            user = user.may(kind, Shape.text("Field with this name of the user."));
        }
        return Shape.keys("What an event looks like. One that does not is parked.")
                .need("key", Shape.text("Field that names the business event; the same key is the same event."))
                .may("user", user.exactlyOne(UserName.Kind.words().toArray(String[]::new)))
                .may("time", Shape.text("Field that says when it happened; an event from the future is parked."))
                .may("future-limit", duration("How far ahead of our clock that may be; 5m when not given."))
                .need("fields", Shape.table("The fields the rules use; all others are ignored.", field()));
    }

    private static Words duration(String description) {
        return Shape.text(description).like("[0-9]{1,6}[smhd]", "a duration such as 30s, 5m, 2h or 1d");
    }

    private static Keys field() {
        return Shape.keys("One field of the event.")
                .need("type", Shape.text("Type of the value.").oneOf(FieldType.words()))
                .may("optional", Shape.flag("true where it may be null or missing; else such an event is parked."))
                .by("type", byType());
    }

    private static Map<String, Keys> byType() {
        Map<String, Keys> types = new LinkedHashMap<>();
        for (FieldType type : FieldType.values()) {
            types.put(type.word(), rules(type));
        }
        return types;
    }

    private static Keys rules(FieldType type) {
        return switch (type) {
            case TEXT ->
                Shape.keys("")
                        .may(
                                "max-length",
                                Shape.integer("Longest text in characters; 200 when not given.")
                                        .atLeast(1)
                                        .atMost(MAX_TEXT))
                        .may(
                                "one-of",
                                Shape.list(
                                                "The texts it may have.",
                                                Shape.text("A text it may have.")
                                                        .like("(?s).*\\S.*", "a text that is not blank"))
                                        .notEmpty());
            case INTEGER -> number();
            case DECIMAL ->
                number().need(
                                "scale",
                                Shape.integer("Decimals it may have; it is never rounded.")
                                        .atLeast(0)
                                        .atMost(MAX_SCALE));
            case BOOLEAN -> Shape.keys("");
            case TIMESTAMP ->
                Shape.keys("").may("zone", Shape.text("Zone of values that have none, such as UTC or Europe/Berlin."));
        };
    }

    private static Keys number() {
        return Shape.keys("")
                .may("min", Shape.number("Least value."))
                .may("max", Shape.number("Greatest value."))
                .may("from-text", Shape.flag("true where the source gives digits as text, such as '10.50'."));
    }

    private static Keys rule() {
        return Shape.keys("What one kind of event leads to.")
                .need("rule", name("Name of the rule, for people."))
                .need(
                        "effect",
                        name("Declared name of what it does. It is part of the identity: a new name does it again."))
                .may("when", Shape.text("Condition over the fields; every event when not given."))
                .need("once", Shape.oneOf("per-user: a user gets it once ever; per-event.", "per-user", "per-event"))
                .need("do", Shape.text("Operation of the contract with an effect."))
                .may(
                        "with",
                        values(
                                "Parameters and body of the call: texts, event.<field>, user.<name>. A name with a dot leads into"
                                        + " an object of the body, such as fields.member-tier."))
                .may("row", values("Columns of the file: an identifier, and add or subtract with a value."))
                .may("amount", Shape.text("What it moves, for the limits: event.<field> or a number."))
                .may("unit", Shape.text("Of the amount: a word, or event.<field> of a text with one-of."))
                .exactlyOne("with", "row");
    }

    private static Shape values(String description) {
        return Shape.table(description, Shape.text("A value."));
    }

    private static Keys limits() {
        Keys limits = Shape.keys("What holds effects back, in sum over all rules.")
                .may(
                        "amount",
                        Shape.keys("What one effect may move; an event beyond it is parked.")
                                .may("above", limit("More than this; 0 when not given."))
                                .may("to", limit("At most this.")));
        for (Scope scope : Scope.values()) {
            limits = limits.may(scope.key(), shared(scope));
        }
        return limits.may("approve-above", limit("An effect that moves more waits for a person's approval."))
                .may("zone", Shape.text("Zone whose days are counted; UTC when not given."));
    }

    private static Keys shared(Scope scope) {
        return Shape.keys("What " + scope.words() + " gets without a person's approval.")
                .may("count", Shape.integer("Effects.").atLeast(1))
                .may("amount", limit("Sum of the amounts, for each unit."));
    }

    private static Shape limit(String description) {
        return Shape.number(description).atLeast(0);
    }
}
