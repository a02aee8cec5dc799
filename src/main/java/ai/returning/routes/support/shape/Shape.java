package ai.returning.routes.support.shape;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a part of one of our YAML files may look like. A reader declares its file once as a shape; from it come the
 * check with all findings at their places, and the JSON Schema (words that draft-07 and 2020-12 share) that editors
 * complete by.
 */
public interface Shape {

    /** Reports everything in the node that does not fit. */
    void check(YamlNode node, Consumer<Misfit> found);

    /** The shape as JSON Schema. */
    ObjectNode schema();

    /** In a few words what to write, for advice. */
    default String form() {
        return "…";
    }

    /** All that does not fit, in file order. */
    default List<Misfit> misfits(YamlNode node) {
        List<Misfit> found = new ArrayList<>();
        check(node, found::add);
        found.sort(Comparator.comparingInt((Misfit misfit) -> misfit.where().line())
                .thenComparingInt(misfit -> misfit.where().column()));
        return found;
    }

    /**
     * Refuses a node that does not fit.
     *
     * @throws RaiException of this code, with a line for each misfit
     */
    default void demand(YamlNode node, ErrorCode code) {
        List<Misfit> found = misfits(node);
        if (!found.isEmpty()) {
            throw new RaiException(code, found.stream().map(Misfit::line).collect(Collectors.joining("\n")));
        }
    }

    /** Any text, number or word, taken as text. */
    static Words text(String description) {
        return new Words(description);
    }

    /** One of a few words. */
    static Words oneOf(String description, String... words) {
        return new Words(description).oneOf(List.of(words));
    }

    /** {@code true} or {@code false}. */
    static Flag flag(String description) {
        return new Flag(description);
    }

    /** A whole number. */
    static Amount integer(String description) {
        return new Amount(description, true);
    }

    /** A number, with or without decimals. */
    static Amount number(String description) {
        return new Amount(description, false);
    }

    /** Whatever YAML can say. */
    static Anything any(String description) {
        return new Anything(description);
    }

    /** A list of items of one shape. */
    static Items list(String description, Shape item) {
        return new Items(description, item);
    }

    /** Keys the writer chooses, with values of one shape. */
    static Table table(String description, Shape value) {
        return new Table(description, value);
    }

    /** Known keys, each with a shape of its own. */
    static Keys keys(String description) {
        return new Keys(description);
    }

    /** A value that settings may also take from elsewhere, by a placeholder. */
    static Fillable fillable(Shape value) {
        return new Fillable(value);
    }

    /** The first of several shapes that fits; the one nearest in kind reports when none does. */
    static Choice either(Shape... shapes) {
        return new Choice(List.of(shapes));
    }
}
