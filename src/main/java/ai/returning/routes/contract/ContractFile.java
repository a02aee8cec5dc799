package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;

/** Puts the parts of the contract file together. */
final class ContractFile {
    private final Path file;
    private final ContractOverrides overrides;

    ContractFile(Path file, ContractOverrides overrides) {
        this.file = file;
        this.overrides = overrides;
    }

    Contract read() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return build(Yaml.parse(file.toString(), new String(bytes, StandardCharsets.UTF_8)), bytes);
        } catch (IOException e) {
            throw new RaiException(ErrorCode.CONTRACT_INVALID, file + " cannot be read: " + e + ".", e);
        } catch (RaiException e) {
            throw asContractError(e);
        }
    }

    private Contract build(YamlNode root, byte[] bytes) {
        Envelopes envelopes = Envelopes.read(root.require("x-rai-envelopes"));
        Map<String, String> servers = Servers.read(root.require("servers"));
        Map<String, SecurityScheme> schemes = SecuritySchemes.read(root);
        Jobs jobs = Jobs.read(root);
        Map<String, Operation> found = new Operations(root, envelopes, servers, schemes, jobs).read();
        jobs.checkQueries(found);
        Overriding overriding = new Overriding(overrides, envelopes, servers, schemes);
        return new Contract(
                Collections.unmodifiableMap(overriding.operations(found)),
                envelopes,
                Collections.unmodifiableMap(overriding.servers()),
                Collections.unmodifiableMap(schemes),
                root.find("x-rai-community-parameter").map(YamlNode::text).orElse(""),
                hash(bytes));
    }

    private String hash(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            digest.update(overrides.fingerprint().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new RaiException(ErrorCode.BUG, "This Java has no SHA-256.", e);
        }
    }

    /** A fault of YAML form in this file is a fault of the contract. */
    private static RaiException asContractError(RaiException e) {
        if (e.code() != ErrorCode.YAML_INVALID) {
            return e;
        }
        String text = String.valueOf(e.getMessage()).substring(e.code().code().length() + 1);
        return new RaiException(ErrorCode.CONTRACT_INVALID, text, e);
    }
}
