package ai.returning.routes.flowtest;

import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.support.shape.Keys;
import ai.returning.routes.support.shape.Shape;
import java.util.Arrays;

/** What {@code *.test.yaml} may look like. */
public final class TestFileShape {
    private static final String OUTCOMES = "How it ends: a route completed or failed; a run done, done-with-rejects,"
            + " unverified, stopped, settling or abandoned, or refused if it did not begin.";

    private TestFileShape() {}

    /** The whole file. */
    public static Shape shape() {
        return Shape.keys("Tests of one flow, route or Kamelet. Name exactly one.")
                .may("flow", Shape.text("The flow under test: its main route, which is named like the folder."))
                .may("route", Shape.text("The route under test, by id."))
                .may("kamelet", Shape.text("The Kamelet under test; it is not replaced."))
                .need(
                        "cases",
                        Shape.list("The cases, run in order, each on its own.", testCase())
                                .notEmpty());
    }

    private static Keys testCase() {
        return Shape.keys("One case.")
                .need("name", Shape.text("What is proven, as a sentence."))
                .may("properties", Shape.table("Settings that differ from the defaults, by full name.", text()))
                .may("kamelets", Shape.table("What each Kamelet does; one that is not named echoes.", kamelet()))
                .may("operations", Shape.table("What operations of the API answer.", operation()))
                .may("emulator", emulator())
                .may("input", input())
                .may("expect", expect())
                .may(
                        "runs",
                        Shape.list("Several runs of a sync flow, one after the other.", run())
                                .notEmpty());
    }

    private static Keys run() {
        return Shape.keys("One run of a sync flow.")
                .may("emulator", emulator())
                .need("input", input())
                .need("expect", expect());
    }

    private static Keys input() {
        return Shape.keys("What comes in.")
                .may("rows", Shape.list("Rows as the query gives them, by column; the SQL is not run.", row()))
                .may("tables", Shape.table("Tables of the source by name; the SQL runs on them.", rows()))
                .may("target", Shape.table("Rows that are in the target before, by table of the flow.", rows()))
                .may(
                        "repeat",
                        Shape.integer("Each row so many times; {n} in a cell is the number of the copy.")
                                .atLeast(1)
                                .atMost(100_000))
                .may("source", Shape.oneOf("How the source fails.", "unavailable", "refused", "breaks"))
                .may("full", Shape.flag("Send rows that did not change, too."))
                .may("limit", Shape.integer("Stop reading after so many rows.").atLeast(1))
                .may("confirm", Shape.flag("Give the code that the run before asked for."))
                .may("after", duration("Time that passes before the run, such as 2h."))
                .may("body", Shape.any("The body: a text, or keys and lists."))
                .may(
                        "file",
                        Shape.text(
                                "A file beside this one that holds the body: JSON or YAML as keys and lists, any other as text."))
                .may("headers", Shape.table("Headers of the message.", text()))
                .may("variables", Shape.table("Variables of the exchange.", text()))
                .may("properties", Shape.table("Properties of the Kamelet under test.", text()));
    }

    private static Keys kamelet() {
        return Shape.keys("What a Kamelet does in place of its steps.")
                .may("reply", Shape.any("The body it leaves; without it the body stays."))
                .may("fail", failure())
                .may(
                        "fail-times",
                        Shape.integer("It fails so often, then replies.").atLeast(1))
                .may("delay", duration("It takes so long."))
                .may("real", Shape.flag("Run the Kamelet itself."));
    }

    private static Keys operation() {
        return Shape.keys("What an operation answers.")
                .may("reply", Shape.any("The payload; without it the example of the contract."))
                .may(
                        "status",
                        Shape.integer("Status of the reply.").atLeast(200).atMost(299))
                .may("fail", failure())
                .may(
                        "fail-times",
                        Shape.integer("It fails so often, then answers.").atLeast(1))
                .may("delay", duration("It takes so long."));
    }

    private static Shape failure() {
        return Shape.text("How it fails: timeout, reset, unreachable, or an HTTP status with or without a text.")
                .like(
                        "timeout|reset|unreachable|[345]\\d\\d( .*)?",
                        "timeout, reset, unreachable or a status from 300");
    }

    private static Keys emulator() {
        return Shape.keys("The real emulator answers, with these users, knobs and faults.")
                .may("users", Shape.list("Who is in the community, by e-mail address.", user()))
                .may("knobs", Shape.table("Lasting properties of the tenant.", text()))
                .may("faults", Shape.list("Calls that go wrong.", fault()))
                .may("key", Shape.oneOf("refused: the key is not the tenant's.", "refused"));
    }

    private static Shape user() {
        return Shape.either(
                Shape.text("The e-mail address."), Shape.table("The e-mail address, and fields by name.", text()));
    }

    private static Keys fault() {
        return Shape.keys("One rule of the fault script; docs/reference/emulator.md lists the faults.")
                .need("operation", Shape.text("The operation, or *."))
                .may("nth", Shape.text("Which calls: 2, 2-4, 2+ or every."))
                .need("then", Shape.any("A fault, or keys with its figure."));
    }

    private static Keys expect() {
        return Shape.keys("What must come out. What is not named is not looked at.")
                .may(
                        "outcome",
                        Shape.oneOf(
                                OUTCOMES,
                                "completed",
                                "failed",
                                "done",
                                "done-with-rejects",
                                "unverified",
                                "stopped",
                                "settling",
                                "abandoned",
                                "refused"))
                .may("error", Shape.text("The code of the error, or a part of its text."))
                .may(
                        "steps",
                        Shape.list(
                                "The way the message took: ids of steps, each once, in order.", Shape.text("An id.")))
                .may("books", books())
                .may("quarantine", Shape.list("The rows that need a person, all of them in order.", quarantined()))
                .may("users", Shape.table("Users of the community afterwards, by e-mail address.", userFields()))
                .may(
                        "requests",
                        Shape.table(
                                "How often each operation was sent, repeated requests included.", count("Requests.")))
                .may("ledger", Shape.list("The effects in the ledger, all of them in order.", effect()))
                .may(
                        "verdicts",
                        Shape.list(
                                "What the rules said about events, but for those that do not speak of one; in order.",
                                verdict()))
                .may(
                        "written",
                        Shape.table(
                                "Tables that returning-ai-event:apply writes, with all their rows in order of the first"
                                        + " column; [] for none. Columns that are not named are not looked at.",
                                Shape.list("The rows.", Shape.table("Cells by column.", text()))))
                .may("sent", Shape.table("All calls of a Kamelet or operation, in order; [] for none.", calls()))
                .may("body", Shape.any("The body at the end. \"*\" stands for any value."))
                .may(
                        "headers",
                        Shape.table("Headers at the end, among others; one of nothing must not be there.", text()));
    }

    private static Keys books() {
        return Shape.keys("The books. A count that is left out is 0, but for added and changed.")
                .may("read", count("Rows of the source."))
                .may("unchanged", count("Rows not sent."))
                .may("applied", count("Rows the API applied."))
                .may("rejected", count("Rows the API refused."))
                .may("invalid", count("Rows our own checks stopped."))
                .may("unverified", count("Rows sent whose fate is unknown."))
                .may("skipped", count("Rows read that were not accepted."))
                .may("gone", count("Known rows that the source no longer shows."))
                .may("added", count("Rows sent that were new."))
                .may("changed", count("Rows sent that were known."));
    }

    private static Keys quarantined() {
        return Shape.keys("A row in quarantine.")
                .may(
                        "row",
                        Shape.integer("Its number; of an invalid row in the source, else in its file.")
                                .atLeast(0))
                .may("kind", Shape.oneOf("Who stopped it.", "invalid", "rejected", "unverified"))
                .may("reason", Shape.text("The reason, such as bad-email."))
                .may("field", Shape.text("The field at fault."))
                .may(
                        "key",
                        Shape.text(
                                "The identifier of the row; it is kept masked, and compared so, so that two persons may look alike."))
                .may("says", Shape.text("A part of its sentence."));
    }

    private static Keys effect() {
        return Shape.keys("An effect; what is not named is not looked at.")
                .may("businessKey", Shape.text("Its business key, with the places filled in."))
                .may("effect", Shape.text("Its name."))
                .may("operation", Shape.text("The operation that does it."))
                .may("subject", Shape.text("Whom it concerns."))
                .may(
                        "state",
                        Shape.oneOf(
                                "Where it stands.",
                                Arrays.stream(EffectState.values())
                                        .map(EffectState::word)
                                        .toArray(String[]::new)));
    }

    private static Keys verdict() {
        return Shape.keys("A verdict; what is not named is not looked at.")
                .may("event", Shape.text("Key of the event."))
                .may("rule", Shape.text("Name of the rule; empty for the event as a whole."))
                .may(
                        "verdict",
                        Shape.oneOf(
                                "What came of it.",
                                Arrays.stream(Verdict.Kind.values())
                                        .map(Verdict.Kind::word)
                                        .toArray(String[]::new)))
                .may("reason", Shape.text("Why it is parked, one word such as unknown-user."))
                .may("says", Shape.text("A part of its sentence."));
    }

    private static Shape calls() {
        return Shape.list(
                "The calls.",
                Shape.keys("One call; what is named is compared as a whole, of headers those that are named.")
                        .may("properties", Shape.table("Properties the Kamelet was called with.", text()))
                        .may("parameters", Shape.table("Parameters of the operation.", text()))
                        .may("headers", Shape.table("Headers that must be there.", text()))
                        .may("body", Shape.any("The body."))
                        .may("rows", rows()));
    }

    private static Shape rows() {
        return Shape.list("Rows by column.", row());
    }

    private static Shape row() {
        return Shape.table("One row; a column that is left out is null.", text());
    }

    private static Shape userFields() {
        return Shape.either(
                Shape.oneOf("none: nobody has this address.", "none"),
                Shape.table("Fields, among others; an empty one has no value.", text()));
    }

    private static Shape count(String description) {
        return Shape.integer(description).atLeast(0);
    }

    private static Shape duration(String description) {
        return Shape.text(description).like("\\d{1,6}(ms|s|m|h|d)", "a number with ms, s, m, h or d");
    }

    private static Shape text() {
        return new SingleValue();
    }
}
