package ai.returning.routes.lint;

import ai.returning.routes.support.shape.Shape;

/** What stands around the template of a Kamelet. */
final class KameletShape {
    private KameletShape() {}

    static Shape shape() {
        Shape words = Shape.table("Names with a text each.", Shape.text("A text."));
        return Shape.keys("A Kamelet.")
                .need("apiVersion", Shape.oneOf("The form of the file.", "camel.apache.org/v1"))
                .need("kind", Shape.oneOf("What the file is.", "Kamelet"))
                .need(
                        "metadata",
                        Shape.keys("Its name, and what catalogues show.")
                                .need("name", Shape.text("The name routes call it by."))
                                .may("annotations", words)
                                .may("labels", words))
                .need(
                        "spec",
                        Shape.keys("What it takes and does.")
                                .need("definition", definition())
                                .may("types", types())
                                .may("dependencies", Shape.list("What it needs.", Shape.text("A dependency.")))
                                .need("template", Shape.any("Its steps.")));
    }

    private static Shape types() {
        Shape media = Shape.text("A media type.")
                .like("(application|text|image|audio|video|multipart)/[a-z0-9.+-]+", "a media type");
        Shape one = Shape.keys("One side.").need("mediaType", media);
        return Shape.keys("The media types of what goes in and out.").may("in", one).may("out", one);
    }

    private static Shape definition() {
        return Shape.keys("Title, promise and properties.")
                .may("title", Shape.text("Its name for people."))
                .may("description", Shape.text("What it does, and how often."))
                .may("type", Shape.oneOf("Always object.", "object"))
                .may("required", Shape.list("Properties that must be given.", Shape.text("A property.")))
                .may("properties", Shape.table("The properties by name.", property()));
    }

    private static Shape property() {
        return Shape.keys("A property.")
                .may("title", Shape.text("Its name for people."))
                .may("description", Shape.text("What it means, one sentence."))
                .may("type", Shape.oneOf("Its type.", "string", "boolean", "integer", "number"))
                .may("default", Shape.any("The value if none is given."))
                .may("example", Shape.any("A value as an example."))
                .may("enum", Shape.list("The values it takes.", Shape.any("A value.")))
                .may("pattern", Shape.text("The form of its text."))
                .may("format", Shape.text("What its text is, such as password."))
                .may("x-descriptors", Shape.list("Marks for tools.", Shape.text("A mark.")));
    }
}
