package ai.returning.routes.cli;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.Upload;
import ai.returning.routes.contract.ApiParameter;
import ai.returning.routes.contract.FormParts;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a call from the words of a command line. */
final class CallInput {
    private final Operation operation;
    private final String community;
    private final FormParts parts;
    private final InputStream in;
    private final int maxBytes;

    /**
     * @param community name of the parameter that the id of the community fills
     * @param maxBytes of a JSON body, which is held in memory; files are streamed instead
     */
    CallInput(Operation operation, String community, InputStream in, int maxBytes) {
        this.operation = operation;
        this.community = community;
        this.parts = FormParts.of(operation);
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /**
     * The call.
     *
     * @param parameters words such as {@code userId=17}
     * @param body {@code @file}, {@code -} for standard input, or JSON text; null without body
     * @param communityId stands in for the community if no parameter gives it; may be empty
     * @throws RaiException PARAMETER_INVALID or BODY_UNFIT
     */
    ApiCall call(List<String> parameters, @Nullable String body, String communityId) {
        Map<String, String> values = values(parameters);
        boolean upload = isUpload(body);
        boolean wanted = isParameter(community) || upload && parts.texts().contains(community);
        if (wanted && !communityId.isBlank()) {
            values.putIfAbsent(community, communityId);
        }
        ApiCall call = ApiCall.of(operation.id());
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (upload && parts.texts().contains(value.getKey()) && !isParameter(value.getKey())) {
                texts.put(value.getKey(), value.getValue());
            } else {
                call = call.with(value.getKey(), value.getValue());
            }
        }
        if (body == null) {
            return call;
        }
        return upload ? call.upload(upload(Path.of(body.substring(1)), texts)) : call.json(json(body));
    }

    private boolean isParameter(String name) {
        return operation.parameters().stream().map(ApiParameter::name).anyMatch(name::equals);
    }

    /** A file goes as it is where the operation takes one and nothing else, or a CSV file. */
    private boolean isUpload(@Nullable String body) {
        boolean onlyFile = parts.file() != null && operation.schemas().body().isEmpty();
        if (body != null && onlyFile && !body.startsWith("@")) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    operation.id() + " was not called: it takes a file as its part '" + parts.file()
                            + "'. Give --body @file.");
        }
        return body != null
                && body.startsWith("@")
                && (onlyFile || operation.csv().isPresent());
    }

    private Map<String, String> values(List<String> parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : parameters) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new RaiException(
                        ErrorCode.PARAMETER_INVALID,
                        "--param " + word.replaceFirst("=.*", "") + " must have the form name=value.");
            }
            if (values.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw new RaiException(
                        ErrorCode.PARAMETER_INVALID,
                        "--param " + word.substring(0, equals) + " stands twice. Give each parameter once.");
            }
        }
        return values;
    }

    private Upload upload(Path file, Map<String, String> texts) {
        for (String name : parts.required()) {
            if (!texts.containsKey(name)) {
                throw new RaiException(
                        ErrorCode.PARAMETER_INVALID,
                        operation.id() + " was not called: it needs the part '" + name + "'. Give --param " + name
                                + "=value.");
            }
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw unfit("the file " + file + " cannot be read");
        }
        return new Upload(
                file, String.valueOf(file.getFileName()), String.valueOf(parts.file()), parts.contentType(), texts);
    }

    private JsonNode json(String body) {
        String text = text(body);
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            if (json.isMissingNode()) {
                throw unfit("the body is empty");
            }
            return json;
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the body, which may hold personal data.
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw unfit("the body is not valid JSON" + place);
        }
    }

    private String text(String body) {
        if (!body.startsWith("@") && !body.equals("-")) {
            return body;
        }
        String name = body.equals("-") ? "standard input" : "the file " + body.substring(1);
        try (InputStream stream = body.equals("-") ? in : Files.newInputStream(Path.of(body.substring(1)))) {
            byte[] bytes = stream.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw unfit(name + " has more than " + maxBytes + " bytes (returning-ai.client.max-body)");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unfit(name + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private RaiException unfit(String problem) {
        return new RaiException(
                ErrorCode.BODY_UNFIT,
                operation.id() + " was not called: " + problem
                        + ". Give --body JSON text, @file, or - for standard input.");
    }
}
