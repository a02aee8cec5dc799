package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import ai.returning.routes.support.shape.Shape;
import java.util.Map;

/** Holds files of our own against shapes that were handed in. */
final class ShapeRule implements Rule {
    private final Map<FileKind, Shape> shapes;

    ShapeRule(Map<FileKind, Shape> shapes) {
        this.shapes = shapes;
    }

    @Override
    public void check(Project project, Findings findings) {
        shapes.forEach((kind, shape) -> project.files(kind).forEach(file -> {
            YamlNode root = file.root();
            if (root != null) {
                shape.check(
                        root,
                        misfit -> findings.add(file, misfit.where(), rule(kind), misfit.problem(), misfit.advice()));
            }
        }));
    }

    private static RuleName rule(FileKind kind) {
        return switch (kind) {
            case MAPPING -> RuleName.BAD_MAPPING;
            case FIELDS -> RuleName.BAD_FIELDS;
            case CONTRACT -> RuleName.BAD_CONTRACT;
            case SETTINGS -> RuleName.WRONG_SETTING;
            default -> RuleName.BAD_TEST;
        };
    }
}
