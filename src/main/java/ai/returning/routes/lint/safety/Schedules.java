package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Place;
import ai.returning.routes.support.YamlNode;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** Cron expressions: readable, with a zone, and not at a time the clock skips or repeats. */
public final class Schedules implements Check {
    /** A cron expression, where it stands, and the zone beside it. */
    private record Cron(SourceFile file, YamlNode where, String text, Optional<String> zone) {}

    @Override
    public void check(Knowledge known, Findings findings) {
        for (RouteView route : known.routes()) {
            route.walk().forEach(step -> step.endpoint().ifPresent(use -> crons(known, route, use)
                    .forEach(cron -> check(known, cron, findings))));
        }
    }

    private static List<Cron> crons(Knowledge known, RouteView route, EndpointUse use) {
        return switch (use.scheme()) {
            case "returning-ai-sync" -> crons(known, route, use, "cron", "zone");
            case "quartz" -> crons(known, route, use, "cron", "trigger.timeZone");
            default -> crons(known, route, use, "scheduler.cron", "scheduler.timeZone");
        };
    }

    /** One for the default of the settings, and one for each profile that has another value. */
    private static List<Cron> crons(Knowledge known, RouteView route, EndpointUse use, String option, String zone) {
        String written = use.values().get(option);
        if (written == null) {
            return List.of();
        }
        YamlNode node = use.options().getOrDefault(option, use.where());
        Optional<String> inZone =
                Optional.ofNullable(use.values().get(zone)).flatMap(text -> known.filled(route, text));
        List<Cron> crons = new ArrayList<>();
        List<Place> places = Place.in(written);
        if (places.size() == 1 && Place.isOne(written)) {
            known.project().files(FileKind.SETTINGS).forEach(file -> setting(known, file, places.get(0).name())
                    .ifPresent(value -> crons.add(new Cron(
                            file,
                            value,
                            known.project().settings().filled(withDefaults(value)).orElse(""),
                            Place.in(use.values().getOrDefault(zone, "")).stream()
                                    .findFirst()
                                    .flatMap(place -> setting(known, file, place.name()))
                                    .map(Schedules::withDefaults)
                                    .or(() -> inZone)))));
        } else {
            known.filled(route, written).ifPresent(text -> crons.add(new Cron(route.file(), node, text, inZone)));
        }
        return crons;
    }

    private static Optional<YamlNode> setting(Knowledge known, SourceFile file, String name) {
        return known.settings(file).find(name).filter(YamlNode::isScalar);
    }

    /** The value, with the default of a variable it names. */
    private static String withDefaults(YamlNode node) {
        return node.isNull() ? "" : node.text().replaceAll("\\$\\{[^:}]+:?([^}]*)}", "$1");
    }

    private static void check(Knowledge known, Cron cron, Findings findings) {
        String text = cron.text().replace('+', ' ').strip();
        if (text.isEmpty()) {
            return;
        }
        CronExpression expression;
        try {
            expression = new CronExpression(text);
        } catch (ParseException e) {
            bad(cron, text, String.valueOf(e.getMessage()), findings);
            return;
        }
        Optional<String> zone = cron.zone().filter(name -> !name.isBlank());
        if (zone.isEmpty()) {
            findings.add(
                    cron.file(),
                    cron.where(),
                    RuleName.CRON_WITHOUT_ZONE,
                    "schedule '" + text + "' has no zone, so it moves with the machine it runs on",
                    "zone: Europe/Berlin, or UTC");
            return;
        }
        try {
            expression.setTimeZone(TimeZone.getTimeZone(ZoneId.of(zone.get())));
            ClockChanges.first(text, ZoneId.of(zone.get()), known.clock())
                    .ifPresent(when -> findings.add(
                            cron.file(),
                            cron.where(),
                            RuleName.CRON_IN_CLOCK_CHANGE,
                            "schedule '" + text + "' falls on " + when.text() + " in " + zone.get() + ", a time that "
                                    + (when.skipped() ? "does not exist" : "comes twice"),
                            "a time before " + when.from() + " or after " + when.to() + ", or zone UTC"));
        } catch (DateTimeException e) {
            findings.add(
                    cron.file(),
                    cron.where(),
                    RuleName.CRON_WITHOUT_ZONE,
                    "zone '" + zone.get() + "' is not in the time zone database",
                    "a name such as Europe/Berlin");
        }
    }

    private static void bad(Cron cron, String text, String why, Findings findings) {
        boolean five = text.split("\\s+").length == 5;
        findings.add(
                cron.file(),
                cron.where(),
                RuleName.BAD_CRON,
                "'" + text + "' is no cron expression of Quartz: "
                        + why.replaceAll("\\.$", "").replaceAll("\\s*\\R\\s*", " "),
                five ? "seconds first and a ? for one of the days, such as 0 0 3 * * ?" : "such as 0 0 3 * * ?");
    }
}
