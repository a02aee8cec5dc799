package ai.returning.routes.lint.endpoint;

import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.support.Durations;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.poll.CursorValue;
import ai.returning.routes.sync.poll.Overlap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The steps of events: what each must have, and that it fits together. */
final class EventSteps {
    private static final String RULES = ".rules.yaml";

    private EventSteps() {}

    static void poll(Call call) {
        need(call, List.of("flow", "source", "cursor", "start"));
        if (!SyncSteps.blank(call, "source")) {
            SyncSteps.source(call);
        }
        SyncSteps.query(call);
        boolean every = !SyncSteps.blank(call, "every");
        if (every && !SyncSteps.blank(call, "cron")) {
            call.reportAt("every", RuleName.WRONG_OPTION, "the poll has a cron and a pause", "one of them");
        }
        call.constant("every")
                .filter(text -> Durations.read(text).isEmpty())
                .ifPresent(text ->
                        call.reportAt("every", RuleName.WRONG_OPTION, "'" + text + "' is no duration", "such as 10s"));
        call.constant("start").ifPresent(start -> start(call, start));
    }

    private static void start(Call call, String text) {
        CursorValue start;
        try {
            start = CursorValue.parse(text);
        } catch (RaiException e) {
            call.reportAt("start", RuleName.WRONG_OPTION, "'" + text + "' is no time", "such as 2026-01-01T00:00:00Z");
            return;
        }
        call.constant("overlap").ifPresent(overlap -> {
            try {
                Overlap.parse(overlap, start.kind());
            } catch (RaiException e) {
                call.reportAt(
                        "overlap",
                        RuleName.WRONG_OPTION,
                        "overlap '" + overlap + "' does not fit a cursor of kind "
                                + start.kind().word(),
                        "a number for numbers, a duration such as 5m for times, none for texts");
            }
        });
    }

    static void receive(Call call) {
        need(call, List.of("flow", "topic", "brokers", "group"));
    }

    static void decide(Call call) {
        need(call, List.of("rules"));
        call.constant("rules").filter(rules -> !call.file().isBlock()).ifPresent(rules -> {
            Set<String> known = new TreeSet<>();
            call.known()
                    .project()
                    .files(FileKind.RULES)
                    .map(SourceFile::fileName)
                    .filter(name -> name.endsWith(RULES))
                    .forEach(known::add);
            if (!known.isEmpty() && !known.contains(rules)) {
                String near = Nearest.of(rules, known);
                call.reportAt(
                        "rules",
                        RuleName.WRONG_OPTION,
                        "no flow has the rules '" + rules + "'",
                        near == null ? "the name of a file such as award-badges.rules.yaml" : near);
            }
        });
    }

    private static void need(Call call, List<String> options) {
        options.stream()
                .filter(option -> SyncSteps.blank(call, option))
                .forEach(option -> OptionCheck.missing(call, option));
    }
}
