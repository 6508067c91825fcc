"""Runs the custom actions inside the Rasa process: no second server, no network hop."""

from typing import Any, Dict, Optional

from rasa.core.agent import Agent
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection


class InProcessActions(EndpointConfig):
    """Stands in for the action server's address; the classes are the same rasa_sdk ones."""

    def __init__(self, package: str = "actions") -> None:
        """Registers every action of the package."""
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(
        self,
        method: str = "post",
        subpath: Optional[str] = None,
        content_type: Optional[str] = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Optional[Any]:
        """Runs the action that Rasa's call names; errors look as from the server."""
        call: Dict[str, Any] = kwargs["json"]
        try:
            return await self._executor.run(call)
        except ActionExecutionRejection as error:
            text = f'{{"error": "{error}", "action_name": "{error.action_name}"}}'
            raise ClientResponseError(400, "rejected", text) from error


def use_in_process_actions(agent: Agent) -> None:
    """Lets an agent that is loaded or will be reloaded run its actions here."""
    endpoint = InProcessActions()
    agent.action_endpoint = endpoint
    if agent.processor:
        agent.processor.action_endpoint = endpoint
