package ai.returning.routes.client;

import java.nio.file.Path;
import java.util.Map;

/** A file that goes out as a multipart part, streamed from disk. */
public record Upload(
        Path file,
        /** The file name the API is told. */
        String fileName,
        /** Name of the part, and its content type. */
        String part,
        String contentType,
        /** Further text parts. */
        Map<String, String> fields) {}
