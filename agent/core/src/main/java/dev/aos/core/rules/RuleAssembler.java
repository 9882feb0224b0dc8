package dev.aos.core.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes numbered rules of drafts: works in packs, defaults and what is built in. */
final class RuleAssembler {

  private final RuleSettings defaults;
  private final List<OffloadRule> rules = new ArrayList<>();

  RuleAssembler(RuleSettings defaults) {
    this.defaults = defaults;
  }

  /** The rules in the order in which they are tried: the user's own, then those of packs. */
  List<OffloadRule> assemble(List<RuleDraft> drafts) {
    for (RuleDraft draft : drafts) {
      if (draft.pack().isEmpty()) {
        add(draft, draft.position(), draft.text(), draft.except(), draft.settings());
      }
    }
    for (RuleDraft draft : drafts) {
      if (draft.pack().isPresent()) {
        addPack(draft, draft.pack().get());
      }
    }
    return List.copyOf(rules);
  }

  private void addPack(RuleDraft include, String pack) {
    for (RuleDraft rule : BundledFiles.pack(pack)) {
      List<CallPattern> except = new ArrayList<>(rule.except());
      except.addAll(include.except());
      String text = pack + ": " + rule.text();
      RuleSettings settings = include.settings().or(rule.settings());
      add(rule, include.position(), text, List.copyOf(except), settings);
    }
  }

  private void add(
      RuleDraft draft, Position position, String text, List<CallPattern> except, RuleSettings own) {
    List<CallPattern> calls = new ArrayList<>(draft.calls().size());
    for (Located<CallPattern> call : draft.calls()) {
      calls.add(call.value());
    }
    RuleSettings settings = own.or(defaults);
    Optional<String> executor = settings.executor();
    rules.add(
        new OffloadRule(
            rules.size(),
            position,
            text,
            List.copyOf(calls),
            except,
            executor.isPresent() ? executor.get() : ExecutorsParser.DEFAULT,
            settings.mode().isPresent() ? settings.mode().get() : Mode.OFFLOAD,
            settings.whenFull(),
            settings.order().isPresent() ? settings.order().get().value() : Order.AUTO,
            own.order().isPresent() ? Optional.of(own.order().get().position()) : Optional.empty(),
            settings.policy().withWaits(draft.waits()),
            settings.obtains().isPresent() && settings.obtains().get(),
            settings.force().isPresent() && settings.force().get()));
  }
}
