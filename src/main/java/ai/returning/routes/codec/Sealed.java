package ai.returning.routes.codec;

import java.util.Map;

/**
 * An encrypted message, ready to be sent.
 *
 * @param headers beside the content type, the marker among them
 */
public record Sealed(byte[] body, String contentType, Map<String, String> headers) {}
