package ai.returning.routes.lint.data;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Finding;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.YamlNode;
import ai.returning.routes.support.shape.Misfit;
import ai.returning.routes.sync.mapping.CommunityFields;
import ai.returning.routes.sync.mapping.FieldsShape;
import ai.returning.routes.sync.mapping.MappingProblems;
import ai.returning.routes.sync.mapping.MappingShape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mappings against their shape, the contract, the fields of the community and the query; and the fields themselves. */
public final class MappingCheck implements Check {
    @Override
    public void check(Knowledge known, Findings findings) {
        Optional<CommunityFields> fields = fields(known, findings);
        known.project().files(FileKind.MAPPING).filter(file -> !file.isBlock()).forEach(file -> Optional.ofNullable(
                        file.root())
                .ifPresent(root -> new OneMapping(known, file, root, findings).check(fields)));
    }

    private static Optional<CommunityFields> fields(Knowledge known, Findings findings) {
        Optional<SourceFile> named = known.fieldsFile();
        Optional<YamlNode> root = named.map(SourceFile::root);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        SourceFile file = named.get();
        List<Misfit> misfits = FieldsShape.shape().misfits(root.get());
        misfits.forEach(misfit ->
                findings.add(file, misfit.where(), RuleName.BAD_FIELDS, misfit.problem(), misfit.advice()));
        try {
            return misfits.isEmpty() ? Optional.of(CommunityFields.load(file.path())) : Optional.empty();
        } catch (RaiException e) {
            findings.add(Told.by(e, file, RuleName.BAD_FIELDS));
            return Optional.empty();
        }
    }

    private record OneMapping(Knowledge known, SourceFile file, YamlNode root, Findings findings) {

        void check(Optional<CommunityFields> community) {
            Set<Integer> told = new HashSet<>();
            for (Misfit misfit : MappingShape.shape().misfits(root)) {
                told.add(file.line(misfit.where().line()));
                findings.add(file, misfit.where(), RuleName.BAD_MAPPING, misfit.problem(), misfit.advice());
            }
            operation(told);
            community.ifPresent(fields -> targets(fields, told));
            known.contract().ifPresent(contract -> community.ifPresent(fields -> meaning(contract, fields, told)));
            columns();
        }

        private void operation(Set<Integer> told) {
            Optional<YamlNode> node = Nodes.find(root, "operation").filter(YamlNode::isScalar);
            Optional<Contract> contract = known.contract();
            if (node.isEmpty() || contract.isEmpty()) {
                return;
            }
            List<String> names =
                    contract.get().operations().stream().map(Operation::id).toList();
            String id = node.get().text();
            if (!names.contains(id)) {
                told.add(file.line(node.get().line()));
                String near = Nearest.of(id, names);
                findings.add(
                        file,
                        node.get(),
                        RuleName.UNKNOWN_OPERATION,
                        "operation '" + id + "' is not in the contract",
                        near == null ? "a bulk operation such as bulkUpdateUsers" : near);
            }
        }

        private void targets(CommunityFields community, Set<Integer> told) {
            for (String name : Nodes.find(root, "fields").map(Nodes::pairs).orElse(Map.of()).keySet()) {
                if (community.find(name).isEmpty()) {
                    YamlNode key = Nodes.find(root, "fields")
                            .flatMap(all -> Nodes.key(all, name))
                            .orElse(root);
                    told.add(file.line(key.line()));
                    String near = Nearest.of(name, community.names());
                    findings.add(
                            file,
                            key,
                            RuleName.UNKNOWN_FIELD,
                            "'" + name + "' is not a field of the community",
                            near == null ? "declare it in config/community-fields.yaml" : near);
                }
            }
        }

        private void meaning(Contract contract, CommunityFields community, Set<Integer> told) {
            MappingProblems.of(file.path(), root, contract::operation, community).stream()
                    .map(problem -> Told.by(problem, file, RuleName.BAD_MAPPING))
                    .filter(finding -> !told.contains(finding.line()))
                    .forEach(this::add);
        }

        private void add(Finding finding) {
            findings.add(finding);
        }

        /** Every column a field reads is one that the query gives, as far as its list can be read. */
        private void columns() {
            Optional<SourceFile> query = known.flows().query(file);
            Optional<Set<String>> given = query.flatMap(sql -> SelectList.columns(sql.text()));
            if (given.isEmpty()) {
                return;
            }
            Nodes.find(root, "fields").map(Nodes::pairs).orElse(Map.of()).values().forEach(field -> {
                Nodes.find(field, "from")
                        .filter(YamlNode::isScalar)
                        .ifPresent(node -> column(node, node.text(), given.get(), query.get()));
                Nodes.find(field, "expression").filter(YamlNode::isScalar).ifPresent(node -> MappingProblems.columns(
                                node.text())
                        .forEach(column -> column(node, column, given.get(), query.get())));
            });
        }

        private void column(YamlNode where, String column, Set<String> given, SourceFile query) {
            if (given.stream().noneMatch(column::equalsIgnoreCase)) {
                String near = Nearest.of(column, given);
                findings.add(
                        file,
                        where,
                        RuleName.UNKNOWN_FIELD,
                        "column '" + column + "' is not given by " + query.name(),
                        near == null ? "one of " + String.join(", ", given) : near);
            }
        }
    }
}
