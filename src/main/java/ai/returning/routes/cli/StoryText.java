package ai.returning.routes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A story as lines for a terminal of 100 columns. */
final class StoryText {
    static final int WIDTH = 100;
    private static final String LEFT = "%-24s  %-12s  ";
    private static final int LEFT_WIDTH = 40;
    private static final String BULLET = "- ";
    private static final String COMMAND = " ./rai ";

    private StoryText() {}

    static void print(JsonNode story, PrintWriter out) {
        out.println(story.path("about").asText());
        boolean many = story.path("effects").size() > 1;
        if (!story.path("moments").isEmpty()) {
            out.println();
        }
        for (JsonNode moment : story.path("moments")) {
            String left = String.format(
                    Locale.ROOT,
                    LEFT,
                    moment.path("at").asText(),
                    moment.path("what").asText());
            lines(left, LEFT_WIDTH, text(moment, many), out);
        }
        effects(story.path("effects"), out);
        if (!story.path("remarks").isEmpty()) {
            out.println();
        }
        for (JsonNode remark : story.path("remarks")) {
            remark(remark.asText(), out);
        }
        if (story.path("cut").asBoolean()) {
            out.println("(the newest; there is more)");
        }
    }

    /** A command stands on a line of its own, so that it can be copied. */
    private static void remark(String text, PrintWriter out) {
        int command = text.indexOf(COMMAND);
        lines(BULLET, BULLET.length(), command < 0 ? text : text.substring(0, command), out);
        if (command >= 0) {
            out.println(" ".repeat(BULLET.length()) + text.substring(command + 1));
        }
    }

    private static String text(JsonNode moment, boolean many) {
        String effect = moment.path("effect").asText();
        String place = moment.path("place").asText();
        String by = moment.path("by").asText();
        return (many && !effect.isEmpty() ? effect.substring(0, LedgerAsk.SHORT_ID) + " " : "")
                + moment.path("text").asText()
                + (place.isEmpty() ? "" : " (" + place + ")")
                + (by.isEmpty() ? "" : " [" + by + "]");
    }

    private static void effects(JsonNode effects, PrintWriter out) {
        if (!effects.isEmpty()) {
            out.println();
        }
        for (JsonNode effect : effects) {
            String amount = effect.has("amount")
                    ? ", " + effect.path("amount").asText() + " "
                            + effect.path("unit").asText()
                    : "";
            lines(
                    LedgerAsk.shortId(effect) + "  ",
                    LedgerAsk.SHORT_ID + 2,
                    effect.path("effect").asText() + " for "
                            + effect.path("businessKey").asText() + amount + ": "
                            + effect.path("state").asText() + " (attempt "
                            + effect.path("attempt").asText() + ", flow "
                            + effect.path("flow").asText() + ")",
                    out);
        }
    }

    /** The first line starts with {@code left}, the others below its text. */
    private static void lines(String left, int indent, String text, PrintWriter out) {
        String start = left;
        for (String line : wrap(text, WIDTH - indent)) {
            out.println((start + line).stripTrailing());
            start = " ".repeat(indent);
        }
    }

    /** Breaks at blanks; a word that is longer than a line is cut. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (line.length() > 0 && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line.append(line.length() == 0 ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
